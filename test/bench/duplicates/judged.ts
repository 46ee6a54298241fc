import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from './report';

/** Reads what a person thought of the findings; written by hand into judged.json beside this file. */
export function readJudged(): Judged {
  return JSON.parse(readFileSync(join(__dirname, 'judged.json'), 'utf8')) as Judged;
}

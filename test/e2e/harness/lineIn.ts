import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The number of the first line of a file that holds a text, counted from 1. */
export function lineIn(file: string, text: string): number {
  const at = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  assert.ok(at >= 0, `${file} does not hold ${text}`);
  return at + 1;
}

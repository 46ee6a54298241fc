import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { LanguageServerProcess } from '../../server/languageServerProcess';
import type { Chance } from '../query/chance';
import { sourcePaths } from '../query/sourceFiles';

/** Between two looks: short beside what is measured, long enough to leave the server its processor. */
const POLL_MS = 4;

/** Far beyond what is asked for; a save that takes this long is a failure. */
const PATIENCE_MS = 30_000;

/** A folder that no checkout has and no ignore rule names, for small files of their own. */
const NEW_FOLDER = 'saved-by-benchmark';

/** How many new files there are; each is written several times. */
const NEW_FILES = 7;

const CONSONANTS = Array.from('bdfgklmnprstvz');
const VOWELS = Array.from('aeiou');
const SYLLABLES = 5;

/**
 * Saves files one after the other and asks for what was written until it is found: every second save adds a function to
 * a file that is there, the others write a small new one.
 * @param folder is written to
 * @returns milliseconds from each save to the answer that has it
 */
export async function measureSaves(
  server: LanguageServerProcess,
  folder: string,
  count: number,
  chance: Chance,
): Promise<number[]> {
  const paths = sourcePaths(folder).filter((path) => path.endsWith('.ts') || path.endsWith('.py'));
  const times: number[] = [];
  for (let save = 0; save < count; save++) {
    const path =
      save % 2 === 0 || paths.length === 0 ? `${NEW_FOLDER}/saved${save % NEW_FILES}.ts` : chance.pick(paths);
    const name = unheardOf(chance);
    const started = performance.now();
    write(join(folder, path), name, save % 2 === 1);
    await server.changed(join(folder, path));
    await untilFound(server, name);
    times.push(performance.now() - started);
    await server.untilReady();
  }
  return times;
}

/** A made-up word, in capitals and small letters so that it is read as one name. */
function unheardOf(chance: Chance): string {
  const syllables = Array.from(
    { length: SYLLABLES },
    () => `${chance.pick(CONSONANTS)}${chance.pick(VOWELS)}`,
  );
  return `zq${syllables.join('')}`;
}

function write(file: string, name: string, append: boolean): void {
  const python = file.endsWith('.py');
  const text = python
    ? `\n\ndef ${name}(value):\n    return value + 1\n`
    : `\nexport function ${name}(value: number): number {\n  return value + 1;\n}\n`;
  mkdirSync(dirname(file), { recursive: true });
  if (append) appendFileSync(file, text);
  else writeFileSync(file, text);
}

/** @throws {Error} when a name is not found in time */
export async function untilFound(server: LanguageServerProcess, name: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const [hit] = await server.search({ query: name, limit: 1 });
    if (hit?.symbol === name || hit?.preview.includes(name) === true) return;
    if (performance.now() > end) throw new Error(`${name} was saved and is not found.`);
    await delay(POLL_MS);
  }
}

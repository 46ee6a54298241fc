import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { relativeInside } from '../../engine/relativeInside';
import { UsageError } from '../usageError';
import { answerHits, filterOf, type HitOptions } from './search';

export interface SimilarOptions extends HitOptions {
  /** The folder to look in. */
  folder?: string;
}

/** Shows code like that at a place, `<file>:<line>`: the function or block around the line. */
export async function runSimilar(place: string, options: SimilarOptions): Promise<void> {
  const { file, line } = parsePlace(place);
  const folder = options.folder === undefined ? folderAround(file) : resolve(options.folder);
  if (relativeInside(folder, file) === undefined) throw new UsageError(`${file} is not in ${folder}.`);
  await answerHits(folder, options, `Nothing is like ${place}.`, async ({ engine, signal }) => {
    const request = { file, startLine: line, endLine: line, text: '' };
    return (await engine.similar({ ...request, limit: options.limit, filter: filterOf(options) }, signal))
      .hits;
  });
}

/** @throws {UsageError} for another form, and when there is no such file */
function parsePlace(place: string): { file: string; line: number } {
  const [, path, row] = /^(.+):(\d+)$/.exec(place) ?? [];
  const line = Number(row);
  if (path === undefined || line < 1)
    throw new UsageError(`${place} is no place: give a file and a line, as in src/retry.ts:12.`);
  const file = resolve(path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError(`There is no file ${path}.`);
  return { file, line };
}

/** The repository that a file is in, else the working folder where the file is below it, else the file's own folder. */
function folderAround(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) break;
  }
  return relativeInside(process.cwd(), file) === undefined ? dirname(file) : process.cwd();
}

// Tells whether something made from files is out of date, by the content of those files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Every file below the given ones, sorted; a path that does not exist adds nothing.
 * @param {string} base the folder that the paths are relative to
 * @param {string[]} paths files and folders
 * @returns {string[]} relative to base, with forward slashes
 */
export function filesBelow(base, paths) {
  const files = paths.flatMap((path) => {
    const stats = statSync(join(base, path), { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (!stats.isDirectory()) return [path];
    const names = readdirSync(join(base, path));
    return filesBelow(
      base,
      names.map((name) => `${path}/${name}`),
    );
  });
  return files.sort();
}

/** One hash over the names and the content of all files below the given paths. */
export function hashOf(base, paths) {
  const hash = createHash('sha256');
  for (const file of filesBelow(base, paths)) hash.update(`${file}\0`).update(readFileSync(join(base, file)));
  return hash.digest('hex');
}

/** The text of a file, or undefined when there is none. */
export function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

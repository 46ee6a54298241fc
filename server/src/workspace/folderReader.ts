import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** What an entry of a folder is; a link's target is not looked at. */
export const EntryKind = { file: 0, folder: 1, link: 2, other: 3 } as const;

/** The entries of a folder. */
export interface Listing {
  names: readonly string[];
  /** An {@link EntryKind} for each. */
  kinds: Uint8Array;
}

/** Numbers of one file in what {@link FolderReader.stat} answers: its size in bytes and its modification time in milliseconds. */
export const NUMBERS_PER_FILE = 2;

/** Asks a file system many questions at a time. Paths are relative to `root`, with `/`. */
export interface FolderReader {
  /** @returns for each folder what is in it; undefined where it is gone or cannot be read */
  list(root: string, folders: readonly string[], signal: AbortSignal): Promise<(Listing | undefined)[]>;
  /** @returns {@link NUMBERS_PER_FILE} for each path; NaN where there is no file */
  stat(root: string, paths: readonly string[], signal: AbortSignal): Promise<Float64Array>;
}

/** The entries of a folder; undefined when it is gone or cannot be read. */
export function listFolder(absolute: string): Listing | undefined {
  try {
    const entries = readdirSync(absolute, { withFileTypes: true });
    return { names: entries.map(({ name }) => name), kinds: Uint8Array.from(entries, kindOf) };
  } catch {
    return undefined;
  }
}

/** See {@link FolderReader.stat}. */
export function statFiles(root: string, paths: readonly string[]): Float64Array {
  const numbers = new Float64Array(NUMBERS_PER_FILE * paths.length).fill(NaN);
  paths.forEach((path, at) => {
    const stats = statOrUndefined(join(root, path));
    if (stats?.isFile() !== true) return;
    numbers[NUMBERS_PER_FILE * at] = stats.size;
    numbers[NUMBERS_PER_FILE * at + 1] = stats.mtimeMs;
  });
  return numbers;
}

/** Reads where it is called, which waits for the disk: for tools, which do nothing else meanwhile. */
export const directFolderReader: FolderReader = {
  list: (root, folders) => Promise.resolve(folders.map((folder) => listFolder(join(root, folder)))),
  stat: (root, paths) => Promise.resolve(statFiles(root, paths)),
};

function kindOf(entry: Dirent): number {
  if (entry.isFile()) return EntryKind.file;
  if (entry.isDirectory()) return EntryKind.folder;
  return entry.isSymbolicLink() ? EntryKind.link : EntryKind.other;
}

function statOrUndefined(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

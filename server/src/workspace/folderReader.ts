import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** What an entry of a folder is; a link's target is not looked at. */
export const EntryKind = { file: 0, folder: 1, link: 2, other: 3 } as const;

/** The entries of a folder. */
export interface Listing {
  names: readonly string[];
  /** An {@link EntryKind} for each. */
  kinds: Uint8Array;
  /** {@link NUMBERS_PER_ENTRY} for each: of a file its size in bytes and its modification time in milliseconds; NaN for all else. */
  numbers: Float64Array;
}

export const NUMBERS_PER_ENTRY = 2;

/** Asks a file system many questions at a time. */
export interface FolderReader {
  /**
   * @param folders relative to `root`, with `/`
   * @returns for each folder what is in it; undefined where it is gone or cannot be read
   */
  list(root: string, folders: readonly string[], signal: AbortSignal): Promise<(Listing | undefined)[]>;
}

/** The entries of a folder; undefined when it is gone or cannot be read. */
export function listFolder(absolute: string): Listing | undefined {
  let entries: Dirent[];
  try {
    entries = readdirSync(absolute, { withFileTypes: true });
  } catch {
    return undefined;
  }
  const numbers = new Float64Array(NUMBERS_PER_ENTRY * entries.length).fill(NaN);
  entries.forEach((entry, at) => {
    const stats = entry.isFile() ? statOrUndefined(join(absolute, entry.name)) : undefined;
    if (stats?.isFile() !== true) return;
    numbers[NUMBERS_PER_ENTRY * at] = stats.size;
    numbers[NUMBERS_PER_ENTRY * at + 1] = stats.mtimeMs;
  });
  return { names: entries.map(({ name }) => name), kinds: Uint8Array.from(entries, kindOf), numbers };
}

/** Reads where it is called, which waits for the disk: for tools, which do nothing else meanwhile. */
export const directFolderReader: FolderReader = {
  list: (root, folders) => Promise.resolve(folders.map((folder) => listFolder(join(root, folder)))),
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

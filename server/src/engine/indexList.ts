import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { throwIfAborted } from '../base/errors';
import { folderBytes } from '../store/folderBytes';

/** Kept beside the stores of an index: whose it is and when it was last of use. */
const USE_FILE = 'used.json';

/** The hash at the end of an index's name, with the dash before it; see `store/storeLocation`. */
const HASH_LENGTH = 13;

/** What is remembered of the use of one index. */
export interface IndexUse {
  /** Absolute path of the workspace folder. */
  folder: string;
  lastUsedMs: number;
  /** When it may be removed for the room it takes; absent unless that was announced. */
  removeAfterMs?: number;
}

/** One index on disk, of whatever workspace folder. */
export interface StoredIndex {
  /** Name of its folder, which is unique. */
  name: string;
  /** Absolute path of its folder, which holds a folder for each version. */
  base: string;
  /** The last name of the workspace folder's path, as far as it fits into a file name. */
  label: string;
  /** Absolute path of the workspace folder; absent when it was not written down. */
  folder?: string;
  /** False when the workspace folder is known and gone. */
  folderExists: boolean;
  lastUsedMs: number;
  bytes: number;
  /** When it may be removed; absent unless that was announced. */
  removeAfterMs?: number;
}

/**
 * All indexes below a storage folder, by name.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function listIndexes(storagePath: string, signal: AbortSignal): Promise<StoredIndex[]> {
  const found: StoredIndex[] = [];
  for (const name of (await foldersIn(indexesFolder(storagePath))).sort()) {
    throwIfAborted(signal);
    found.push(await describe(join(indexesFolder(storagePath), name)));
  }
  return found;
}

/**
 * Writes down that an index is of use now, which also takes back that it is to be removed.
 * @returns false when there is none
 */
export async function noteIndexUse(base: string, folder: string, nowMs: number): Promise<boolean> {
  if ((await mtimeOf(base)) === undefined) return false;
  await writeUse(base, { folder, lastUsedMs: nowMs });
  return true;
}

/** Writes down from when on an index may be removed; undefined takes that back. */
export async function markForRemoval(index: StoredIndex, removeAfterMs: number | undefined): Promise<void> {
  const { base, folder = '', lastUsedMs } = index;
  await writeUse(base, { folder, lastUsedMs, ...(removeAfterMs !== undefined && { removeAfterMs }) });
}

/** What was written of an index's use; undefined when nothing was, or nothing that can be read. */
export async function readUse(base: string): Promise<IndexUse | undefined> {
  try {
    const use: unknown = JSON.parse(await readFile(join(base, USE_FILE), 'utf8'));
    if (typeof use !== 'object' || use === null) return undefined;
    const { folder, lastUsedMs, removeAfterMs } = use as Record<string, unknown>;
    if (typeof folder !== 'string' || !isTime(lastUsedMs)) return undefined;
    return { folder, lastUsedMs, ...(isTime(removeAfterMs) && { removeAfterMs }) };
  } catch {
    return undefined;
  }
}

function indexesFolder(storagePath: string): string {
  return join(storagePath, 'indexes');
}

async function describe(base: string): Promise<StoredIndex> {
  const name = basename(base);
  const use = await readUse(base);
  // An index from before its use was written down was last of use when something in its folder was made.
  const lastUsedMs = use?.lastUsedMs ?? (await mtimeOf(base)) ?? 0;
  // Nothing was known of the folder of one that was announced without that.
  const folder = use?.folder === '' ? undefined : use?.folder;
  return {
    name,
    base,
    label: name.slice(0, -HASH_LENGTH) || name,
    ...(folder !== undefined && { folder }),
    folderExists: folder === undefined || (await mtimeOf(folder)) !== undefined,
    bytes: await folderBytes(base),
    lastUsedMs,
    ...(use?.removeAfterMs !== undefined && { removeAfterMs: use.removeAfterMs }),
  };
}

/** Written beside and renamed, so that a crash leaves the file as it was. */
async function writeUse(base: string, use: IndexUse): Promise<void> {
  const draft = join(base, `${USE_FILE}.${process.pid}`);
  try {
    await writeFile(draft, JSON.stringify(use));
    await rename(draft, join(base, USE_FILE));
  } finally {
    await rm(draft, { force: true });
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

async function mtimeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord } from '../store/chunkStore';
import type { EngineStatus } from './engineTypes';

/** One folder's index, for a person. */
export interface FolderReport {
  /** Absolute path. */
  root: string;
  status: EngineStatus;
  /** When its index was last written, in milliseconds since 1970; undefined while nothing is stored. */
  updatedMs: number | undefined;
}

/** A store's tables lie two folders deep; a commit writes into them. */
const DEPTH = 2;

/** When something was last written below a folder, in milliseconds since 1970; undefined when there is nothing. */
export async function lastWritten(folder: string | undefined, depth = DEPTH): Promise<number | undefined> {
  if (folder === undefined) return undefined;
  try {
    const [{ mtimeMs }, entries] = await Promise.all([
      stat(folder),
      readdir(folder, { withFileTypes: true }),
    ]);
    const below = await Promise.all(
      entries
        .filter((entry) => depth > 0 && entry.isDirectory())
        .map(({ name }) => lastWritten(join(folder, name), depth - 1)),
    );
    return Math.round(Math.max(mtimeMs, ...below.map((time) => time ?? 0)));
  } catch {
    // Not there yet, or just replaced.
    return undefined;
  }
}

/** The most files that are listed for one reason. */
const MAX_LISTED = 500;

/** The files that were left out for a reason, in the order of their paths, the first of them. */
export function skippedFor(
  reason: string,
  paths: Iterable<string>,
  record: (path: string) => FileRecord | undefined,
): string[] {
  const found: string[] = [];
  for (const path of paths) if (record(path)?.skipped === reason) found.push(path);
  return found.sort().slice(0, MAX_LISTED);
}

import { totalBytes } from '../../engine/diskBudget';
import { listIndexes, type StoredIndex } from '../../engine/indexList';
import { removeIndex } from '../../engine/removeIndex';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { type SessionOptions, storagePathOf } from '../session';
import { UsageError } from '../usageError';

export interface IndexesOptions extends Pick<SessionOptions, 'storage'> {
  json?: boolean;
  /** Name of an index to remove. */
  remove?: string;
}

/** Lists the indexes of all folders, or removes one of them. */
export async function runIndexes(options: IndexesOptions): Promise<void> {
  const indexes = await listIndexes(storagePathOf(options), new AbortController().signal);
  if (options.remove !== undefined) {
    const removed = await remove(indexes, options.remove);
    if (options.json === true) writeJson({ removed: removed.name, bytes: removed.bytes });
    else writeLine(`Removed ${removed.name}, ${formatBytes(removed.bytes)}.`);
    return;
  }
  if (options.json === true) writeJson({ indexes: indexes.map(toJson), totalBytes: totalBytes(indexes) });
  else writeLine(describe(indexes));
}

/** @throws {UsageError} for an index that is not there, or that another process writes */
async function remove(indexes: readonly StoredIndex[], name: string): Promise<StoredIndex> {
  const index = indexes.find((candidate) => candidate.name === name);
  if (index === undefined) throw new UsageError(`there is no index ${name}; akin indexes lists them.`);
  if (!(await removeIndex(index)))
    throw new UsageError(`the index ${name} is in use; close the window or the command that uses it.`);
  return index;
}

function toJson({ name, folder, folderExists, bytes, lastUsedMs, removeAfterMs }: StoredIndex): object {
  return {
    name,
    ...(folder !== undefined && { folder }),
    folderExists,
    bytes,
    lastUsed: timeText(lastUsedMs),
    ...(removeAfterMs !== undefined && { removeAfter: timeText(removeAfterMs) }),
  };
}

function describe(indexes: readonly StoredIndex[]): string {
  const rows = indexes.map((index) => [
    index.name,
    formatBytes(index.bytes),
    timeText(index.lastUsedMs).slice(0, 'yyyy-mm-dd'.length),
    placeOf(index),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const total = `${formatCount(indexes.length, 'index', 'indexes')}, ${formatBytes(totalBytes(indexes))}`;
  return [...lines, total].join('\n');
}

function placeOf({ folder, folderExists, removeAfterMs }: StoredIndex): string {
  const place = folder ?? '(folder not known)';
  const notes = [
    ...(folderExists ? [] : ['gone']),
    ...(removeAfterMs === undefined ? [] : [`to be removed after ${timeText(removeAfterMs)}`]),
  ];
  return notes.length === 0 ? place : `${place} (${notes.join(', ')})`;
}

function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

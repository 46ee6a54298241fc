import { URI } from 'vscode-uri';
import type { IndexesResult, StoredIndex } from '../../../../protocol/indexMessages';
import { engineSettings } from '../../compose';
import { type ListedIndex, totalBytes } from '../../engine/diskBudget';
import type { ServerContext } from '../serverContext';

/** Answers `akin/indexes`. */
export async function handleIndexes(
  { engine, settings }: ServerContext,
  _params: unknown,
  signal: AbortSignal,
): Promise<IndexesResult> {
  const indexes = (await engine?.indexes(signal)) ?? [];
  return {
    indexes: indexes.map(toMessage),
    totalBytes: totalBytes(indexes),
    maxBytes: engineSettings(settings).maxDiskBytes,
  };
}

function toMessage(index: ListedIndex): StoredIndex {
  const { name, label, folder, folderExists, open, bytes, lastUsedMs, removeAfterMs } = index;
  return {
    name,
    label,
    ...(folder !== undefined && { folder: URI.file(folder).toString() }),
    folderExists,
    open,
    bytes,
    lastUsed: new Date(lastUsedMs).toISOString(),
    ...(removeAfterMs !== undefined && { removeAfter: new Date(removeAfterMs).toISOString() }),
  };
}

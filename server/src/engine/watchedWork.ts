import type { WatchedWork } from '../pacing/watchdog';
import type { EngineStatus, RunCounts } from './engineTypes';
import { FINISHING } from './folderStatus';

/** What the watch over a folder looks at. */
export interface WatchedFolderIndex {
  counts: RunCounts;
  status(): EngineStatus;
}

/**
 * The work of a folder as the watch over it sees it. While the store is compacted and its indexes are made, nobody can tell whether that
 * gets on, and a new start would not end it.
 * @param foldersListed by the walks so far: one in which nothing differs changes nothing else
 */
export function watchedWork(folder: WatchedFolderIndex, foldersListed: number): WatchedWork {
  const { state, stage, currentFile, filesDone, filesTotal, chunks } = folder.status();
  const progress = JSON.stringify([filesDone, filesTotal, chunks, stage, folder.counts, foldersListed]);
  return { isDue: state === 'indexing' && stage !== FINISHING, progress, stage, currentFile };
}

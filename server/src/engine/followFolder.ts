import { watchFolder, type FolderWatcher } from '../workspace/watcher';
import type { FolderIndex } from './folderIndex';

/** Keeps an index up to date where no editor tells of changes. */
export interface FolderFollower {
  /** To be called when the state of the engine changes: begins once this process writes the index. */
  update(): void;
  close(): Promise<void>;
}

/**
 * Follows the files of a folder, from the first walk on, for as long as this process writes its index. While another
 * one does, that one follows them.
 * @param onError told when watching fails, for example for want of inotify watches
 */
export function followFolder(folder: FolderIndex, onError: (error: unknown) => void): FolderFollower {
  let watcher: FolderWatcher | undefined;
  let isBegun = false;
  let isClosed = false;
  const begin = async (): Promise<void> => {
    // Once the walk has read the ignore rules: before that, every ignored folder would be watched as well.
    await folder.whenScanned();
    if (isClosed) return;
    watcher = watchFolder(
      folder.root,
      (path) => folder.ignores(path),
      (path) => folder.noteChanges([path]),
      onError,
    );
    // What changed between the walk and now was told to nobody.
    await watcher.ready;
    folder.rescan();
  };
  const update = (): void => {
    if (isBegun || isClosed || !folder.isWriter) return;
    isBegun = true;
    begin().catch(onError);
  };
  update();
  return {
    update,
    close: async () => {
      isClosed = true;
      await watcher?.close();
    },
  };
}

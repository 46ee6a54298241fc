/** Entry of the thread that lists folders: its calls wait for the disk, which costs a tenth of calls that do not. */
import { join } from 'node:path';
import { serveTasks } from '../base/workerThread';
import { type Listing, listFolder } from './folderReader';

/** Folders relative to `root`. */
export interface FolderTask {
  root: string;
  folders: readonly string[];
}

export type FolderResult = (Listing | undefined)[];

void serveTasks<FolderTask, FolderResult>(() =>
  Promise.resolve({
    run: ({ root, folders }) =>
      Promise.resolve({ result: folders.map((folder) => listFolder(join(root, folder))) }),
  }),
);

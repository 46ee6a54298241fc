/** Entry of the thread that lists folders: its calls wait for the disk, which costs a tenth of calls that do not. */
import { join } from 'node:path';
import { serveTasks } from '../base/workerThread';
import { type Listing, listFolder, statFiles } from './folderReader';

/** One question, with paths relative to `root`. */
export type FolderTask =
  { root: string; list: readonly string[] } | { root: string; stat: readonly string[] };

export type FolderResult = (Listing | undefined)[] | Float64Array;

void serveTasks<FolderTask, FolderResult>(() =>
  Promise.resolve({
    run: (task) => {
      const { root } = task;
      const result =
        'list' in task
          ? task.list.map((folder) => listFolder(join(root, folder)))
          : statFiles(root, task.stat);
      return Promise.resolve({ result });
    },
  }),
);

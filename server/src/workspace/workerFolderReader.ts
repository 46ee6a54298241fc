import type { Logger } from '../base/logger';
import { WorkerPool } from '../base/workerPool';
import type { FolderReader, Listing } from './folderReader';
import type { FolderResult, FolderTask } from './folderReaderWorker';

/** A disk or a network that does not answer some hundred questions for so long is not there. */
const TASK_TIMEOUT_MS = 60_000;

/** Lists folders in a thread, which is started when it is needed. */
export class WorkerFolderReader implements FolderReader {
  private readonly pool: WorkerPool<FolderTask, FolderResult>;

  /** @param script absolute path of the bundled `folderReaderWorker.js` */
  constructor(script: string, logger: Logger) {
    this.pool = new WorkerPool({
      name: 'listing',
      script,
      workerData: {},
      size: 1,
      taskTimeoutMs: TASK_TIMEOUT_MS,
      logger,
    });
  }

  /** @throws {import('../base/errors').AkinError} `aborted` on the signal, `worker-failed` when the disk does not answer */
  list(root: string, folders: readonly string[], signal: AbortSignal): Promise<(Listing | undefined)[]> {
    return this.pool.run({ root, folders }, signal);
  }

  /** Ends the thread while it has nothing to do, to free its memory; the next question starts one anew. */
  release(): Promise<void> {
    return this.pool.release();
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }
}

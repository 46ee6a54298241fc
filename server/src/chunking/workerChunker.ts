import { AkinError, isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { WorkerPool } from '../base/workerPool';
import type { ChunkedFile, SourceText } from './chunk';

export interface WorkerChunkerOptions {
  /** Absolute path of the bundled `chunkingWorker.js`. */
  script: string;
  grammarsDir: string;
  syntaxesDir: string;
  threads: number;
  logger: Logger;
}

/** A file within the size cap parses in well under a second; a grammar that takes longer does not end. */
const FILE_TIMEOUT_MS = 30_000;

/** Chunks files in worker threads, so that a grammar that hangs or crashes costs one file. */
export class WorkerChunker {
  private readonly pool: WorkerPool<SourceText, ChunkedFile>;

  constructor({ script, grammarsDir, syntaxesDir, threads, logger }: WorkerChunkerOptions) {
    this.pool = new WorkerPool({
      name: 'chunking',
      script,
      workerData: { grammarsDir, syntaxesDir },
      size: threads,
      taskTimeoutMs: FILE_TIMEOUT_MS,
      logger,
    });
  }

  /**
   * @throws {AkinError} `chunking-failed` when the file was tried twice in vain, `worker-failed` when no file can be
   * chunked any more, `aborted` on the signal
   */
  async chunk(source: SourceText, signal: AbortSignal): Promise<ChunkedFile> {
    try {
      return await this.pool.run(source, signal);
    } catch (error) {
      if (isAborted(error) || this.pool.failure !== undefined) throw error;
      throw new AkinError('chunking-failed', messageOf(error), { cause: error });
    }
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }
}

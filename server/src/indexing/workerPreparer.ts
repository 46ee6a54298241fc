import { AkinError, isAborted, messageOf } from '../base/errors';
import { mapLimited } from '../base/limiter';
import type { Logger } from '../base/logger';
import { WorkerPool } from '../base/workerPool';
import { SkipReasons } from '../workspace/skipReason';
import { statFile } from '../workspace/walker';
import type { PreparedFile, PrepareOptions, PrepareRequest } from './prepareFile';
import type { PrepareResult, PrepareTask, PrepareWorkerData } from './prepareProtocol';

/** Reads and chunks files. */
export interface FilePreparer {
  /**
   * @returns what became of each, in the order asked
   * @throws {AkinError} `worker-failed` when no file can be prepared any more, `aborted` on the signal
   */
  prepare(
    files: readonly PrepareRequest[],
    options: PrepareOptions,
    manner: PrepareManner,
    signal: AbortSignal,
  ): Promise<PreparedFile[]>;
}

/** How much is made of some files at a time. */
export interface PrepareManner {
  /** Ahead of what waits. */
  urgent: boolean;
  /** Threads that work on these files at a time, at most. */
  concurrency: number;
}

export interface WorkerPreparerOptions extends Omit<PrepareWorkerData, 'lowPriority'> {
  /** Absolute path of the bundled `prepareWorker.js`. */
  script: string;
  threads: number;
  logger: Logger;
  /** A task that takes longer ends its thread; {@link TASK_TIMEOUT_MS} when absent. */
  taskTimeoutMs?: number;
  /** Memory of a thread in MB; {@link MAX_HEAP_MB} when absent. */
  maxHeapMb?: number;
}

/** A grammar gives up on a file after seven seconds; a task of several files that takes longer than this hangs. */
const TASK_TIMEOUT_MS = 60_000;

/** Enough for the largest file that the settings allow; a thread that asks for more is ended and not the process. */
const MAX_HEAP_MB = 512;

/** Files in one task: a message costs as much as reading a small file. */
const FILES_PER_TASK = 8;

/** Prepares files in worker threads, so that a grammar that hangs or crashes costs one file. */
export class WorkerPreparer implements FilePreparer {
  private readonly pool: WorkerPool<PrepareTask, PrepareResult>;

  constructor(private readonly options: WorkerPreparerOptions) {
    const { script, grammarsDir, syntaxesDir, lean, threads, logger, taskTimeoutMs, maxHeapMb } = options;
    const data: PrepareWorkerData = { grammarsDir, syntaxesDir, lowPriority: true, lean };
    this.pool = new WorkerPool({
      name: 'preparing',
      script,
      workerData: { ...data },
      size: threads,
      ahead: true,
      taskTimeoutMs: taskTimeoutMs ?? TASK_TIMEOUT_MS,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb ?? MAX_HEAP_MB },
      logger,
    });
  }

  async prepare(
    files: readonly PrepareRequest[],
    options: PrepareOptions,
    { urgent, concurrency }: PrepareManner,
    signal: AbortSignal,
  ): Promise<PreparedFile[]> {
    const tasks: (readonly PrepareRequest[])[] = [];
    for (let at = 0; at < files.length; at += FILES_PER_TASK)
      tasks.push(files.slice(at, at + FILES_PER_TASK));
    // Threads that are all at work are given the next task before they are through; one that is to rest is given none.
    const underWay = concurrency < this.options.threads ? concurrency : 2 * concurrency;
    const results = await mapLimited(tasks, underWay, (task) => this.run(task, options, urgent, signal));
    return results.flat();
  }

  /** Starts a thread before there is a file for it. */
  warm(): void {
    this.pool.warm();
  }

  /** Ends the threads to free their memory, those at work with their task; the next file starts one anew. */
  release(): Promise<void> {
    return this.pool.release();
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  /** A task that ends its thread twice is tried again file by file: one bad file does not cost the others. */
  private async run(
    files: readonly PrepareRequest[],
    options: PrepareOptions,
    urgent: boolean,
    signal: AbortSignal,
  ): Promise<PreparedFile[]> {
    try {
      const result = await this.pool.run({ ...options, files }, signal, { priority: urgent ? 1 : 0 });
      return await Promise.all(result.map((file) => this.toPrepared(file, options)));
    } catch (error) {
      if (isAborted(error)) throw error;
      if (this.pool.failure !== undefined)
        throw new AkinError('worker-failed', messageOf(error), { cause: error });
      const [first] = files;
      if (first !== undefined && files.length === 1)
        return [
          await this.toPrepared({ kind: 'failed', path: first.path, message: messageOf(error) }, options),
        ];
      const single = await Promise.all(files.map((file) => this.run([file], options, urgent, signal)));
      return single.flat();
    }
  }

  private async toPrepared(file: PrepareResult[number], { root }: PrepareOptions): Promise<PreparedFile> {
    if (file.kind !== 'failed') return file;
    this.options.logger.warn(`A file could not be read into pieces and is left out: ${file.message}`);
    this.options.logger.debug(`The file left out is ${file.path}.`);
    // With what it is now, so that it is tried again only when it has changed.
    const found = await statFile(root, file.path);
    if (found === undefined) return { kind: 'gone', path: file.path };
    return { kind: 'skipped', state: { ...found, contentHash: '' }, reason: SkipReasons.failed };
  }
}

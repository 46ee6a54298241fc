import { isAborted } from '../base/errors';

/** Runs tasks one after another, each with a signal of its time. */
export class TaskLane {
  private last: Promise<void> = Promise.resolve();
  private pending = 0;

  /**
   * @param onError told of what a task throws, an abort aside
   * @param onDone told after each task
   */
  constructor(
    private readonly onError: (error: unknown) => void,
    private readonly onDone: () => void,
  ) {}

  /** Tasks that wait or run. */
  get size(): number {
    return this.pending;
  }

  add(signal: AbortSignal, task: (signal: AbortSignal) => Promise<void>): void {
    this.pending++;
    this.last = this.last.then(async () => {
      try {
        if (!signal.aborted) await task(signal);
      } catch (error) {
        if (!isAborted(error)) this.onError(error);
      } finally {
        this.pending--;
        this.onDone();
      }
    });
  }

  /** Resolves when all that was added is over. */
  whenDone(): Promise<void> {
    return this.last;
  }
}

/** What travels between a {@link import('./workerPool').WorkerPool} and its threads. */

/** To the thread: one task, or the request to finish and close. */
export type WorkerRequest<Task> = { id: number; task: Task } | { stop: true };

/** From the thread: ready for work, unable to start, or the outcome of a task. */
export type WorkerReply<Result> =
  | { ready: true }
  | { fatal: { message: string } }
  | { id: number; result: Result }
  | { id: number; error: { message: string; stack?: string } };

/**
 * Where a thread is, in the first element of a shared Int32Array that it gets as `workerData.phase`. The pool
 * must not terminate a thread inside native code: that aborts the whole process.
 */
export const WorkerPhase = { script: 0, native: 1 } as const;

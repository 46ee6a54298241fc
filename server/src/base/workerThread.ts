import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from './errors';
import { WorkerPhase, type WorkerReply, type WorkerRequest } from './workerMessages';

/** What a thread of a pool does: its start-up is over, and it can be given tasks. */
export interface TaskHandler<Task, Result> {
  run(task: Task): Promise<{ result: Result; transfer?: ArrayBuffer[] }>;
  dispose?(): Promise<void>;
}

/** Serves a {@link import('./workerPool').WorkerPool} from inside a thread until it is asked to stop. */
export async function serveTasks<Task, Result>(
  start: () => Promise<TaskHandler<Task, Result>>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This script runs in a worker thread only.');
  const reply = (message: WorkerReply<Result>, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  let handler: TaskHandler<Task, Result>;
  try {
    handler = await start();
  } catch (error) {
    reply({ fatal: { message: messageOf(error) } });
    port.close();
    return;
  }
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkerRequest<Task>) => {
    last = last.then(async () => {
      if ('stop' in request) {
        await handler.dispose?.();
        port.close();
        return;
      }
      try {
        const { result, transfer } = await handler.run(request.task);
        reply({ id: request.id, result }, transfer);
      } catch (error) {
        const stack = error instanceof Error ? error.stack : undefined;
        reply({
          id: request.id,
          error: { message: messageOf(error), ...(stack !== undefined && { stack }) },
        });
      }
    });
  });
  reply({ ready: true });
}

/** Marks the time inside native code, during which the pool must not terminate this thread. */
export async function inNativeCode<T>(act: () => Promise<T>): Promise<T> {
  const { phase } = workerData as { phase: SharedArrayBuffer };
  const view = new Int32Array(phase);
  Atomics.store(view, 0, WorkerPhase.native);
  try {
    return await act();
  } finally {
    Atomics.store(view, 0, WorkerPhase.script);
  }
}

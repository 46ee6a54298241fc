/** Every way in which the engine fails, by the code that tests and callers read. */
export type ErrorCode =
  | 'aborted'
  | 'folder-missing'
  | 'folder-refused'
  | 'model-missing'
  | 'model-invalid'
  | 'chunking-failed'
  | 'embedding-failed'
  | 'worker-failed'
  | 'store-unavailable'
  | 'store-damaged'
  | 'store-locked'
  | 'no-repository'
  | 'invalid-request';

/** A failure with a code to act upon, a message for a person and the cause underneath. */
export class AkinError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'AkinError';
  }
}

/** True for the error that an aborted signal leads to, ours or the platform's. */
export function isAborted(error: unknown): boolean {
  if (error instanceof AkinError) return error.code === 'aborted';
  return error instanceof Error && error.name === 'AbortError';
}

/** True for the error that says that a pool of workers is at its end, not that one task failed. */
export function isWorkerFailure(error: unknown): boolean {
  return error instanceof AkinError && error.code === 'worker-failed';
}

/** @throws {AkinError} code `aborted` when the signal was. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AkinError('aborted', 'The work was cancelled.');
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { AkinError } from './errors';

/** Holds work back while it is closed. It starts open. */
export class Gate {
  private waiters: (() => void)[] = [];
  private closed = false;

  get isClosed(): boolean {
    return this.closed;
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.closed = false;
    for (const waiter of this.waiters.splice(0)) waiter();
  }

  /**
   * Resolves once the gate is open.
   * @throws {AkinError} `aborted` on the signal
   */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.closed) await waitFor((wake) => this.waiters.push(wake), signal);
  }
}

/**
 * Waits for a callback that is handed out by `register`.
 * @throws {AkinError} `aborted` on the signal
 */
export function waitFor(register: (wake: () => void) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AkinError('aborted', 'The work was cancelled.'));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    register(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}

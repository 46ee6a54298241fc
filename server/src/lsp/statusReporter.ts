import type { IndexStatus } from '../../../protocol/indexMessages';

/** A status bar cannot be read faster than this, and each message costs both processes. */
const INTERVAL_MS = 150;

/** Sends the latest status at most every {@link INTERVAL_MS}, at once when all is done, and never the same twice in a row. */
export class StatusReporter {
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;
  private last = '';

  constructor(
    private readonly read: () => IndexStatus,
    private readonly send: (status: IndexStatus) => void,
    private readonly intervalMs = INTERVAL_MS,
  ) {}

  /**
   * Notes that the status may have changed.
   * @param isAtRest nothing is left to do, which whoever waits is told at once
   */
  changed(isAtRest = false): void {
    if (this.isDisposed) return;
    if (isAtRest) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.intervalMs);
  }

  /** Ends it: nothing is sent any more, whatever changes. */
  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const status = this.read();
    const text = JSON.stringify(status);
    if (text === this.last) return;
    this.last = text;
    this.send(status);
  }
}

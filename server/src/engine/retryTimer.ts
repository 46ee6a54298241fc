/** What could not be done is tried again after this long, and twice as long each time, up to the second figure. */
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 600_000;

/** Tries something again after a failure: a full disk may be emptied, a drive may come back, and nobody should have to ask for it. */
export class RetryTimer {
  private timer: NodeJS.Timeout | undefined;
  private waitMs: number;

  constructor(
    private readonly act: () => void,
    private readonly firstWaitMs = FIRST_WAIT_MS,
  ) {
    this.waitMs = firstWaitMs;
  }

  failed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.act, this.waitMs);
    this.timer.unref();
    this.waitMs = Math.min(2 * this.waitMs, LONGEST_WAIT_MS);
  }

  succeeded(): void {
    this.waitMs = this.firstWaitMs;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

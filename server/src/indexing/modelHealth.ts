import { type Clock, steadyClock } from '../pacing/steadyClock';

/**
 * A model that failed is tried again with the next files after this long: threads that could not be started, for want of memory
 * perhaps, can be by then, and each try costs the batch some seconds where they cannot.
 */
export const RETRY_MODEL_MS = 60_000;

/** Whether vectors can be made, as seen at the last try. */
export class ModelHealth {
  private readonly now: Clock;
  private failed: { why: string; at: number } | undefined;

  constructor(clock?: Clock) {
    this.now = steadyClock(clock);
  }

  /** Why the last try failed; undefined when it did not. */
  get failure(): string | undefined {
    return this.failed?.why;
  }

  /** True when it works as far as is known, or is to be tried again. */
  get isUsable(): boolean {
    return this.failed === undefined || this.now() - this.failed.at >= RETRY_MODEL_MS;
  }

  failedNow(why: string): void {
    this.failed = { why, at: this.now() };
  }

  /** @returns whether it had failed before */
  worked(): boolean {
    const before = this.failed;
    this.failed = undefined;
    return before !== undefined;
  }
}

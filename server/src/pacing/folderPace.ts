import type { BatchLimits, BatchSample, Pace } from './pace';

/** The pace of one folder: that of all, and whether it is this folder that waits. */
export class FolderPace implements Pace {
  private waiting = 0;

  constructor(private readonly shared: Pace) {}

  /** True while the folder's loop waits in {@link ready}: what does not get on then is held back on purpose. */
  get isHolding(): boolean {
    return this.waiting > 0;
  }

  async ready(urgent: boolean, signal: AbortSignal): Promise<void> {
    this.waiting++;
    try {
      await this.shared.ready(urgent, signal);
    } finally {
      this.waiting--;
    }
  }

  limits(): BatchLimits {
    return this.shared.limits();
  }

  finished(sample: BatchSample): void {
    this.shared.finished(sample);
  }

  hurry(): void {
    this.shared.hurry?.();
  }
}

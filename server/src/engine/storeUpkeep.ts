import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { removeOtherVersions, type StoreLocation } from '../store/storeLocation';
import type { OpenedStore } from './openStore';

/** Old versions are dropped this long after they were replaced; see the store's own grace. */
const PRUNE_AFTER_MS = 5_000;

/** Where that needs another compaction it waits for such a rest: a large folder keeps a processor busy for seconds. */
const REWRITE_AFTER_MS = 30_000;

/** After this much rest nothing is left to be dropped. */
export const UPKEEP_REST_MS = PRUNE_AFTER_MS + REWRITE_AFTER_MS + PRUNE_AFTER_MS;

export interface StoreUpkeepOptions {
  opened: OpenedStore;
  location: StoreLocation;
  /** Whether this index has vectors. */
  hasModel: boolean;
  logger: Logger;
  /** Told when the size has changed after the work that was asked for. */
  onChange: () => void;
  /** Told when {@link StoreUpkeep.finish} is due although nothing has changed. */
  onDue: () => void;
  /** {@link PRUNE_AFTER_MS} when absent. */
  pruneAfterMs?: number;
  /** {@link REWRITE_AFTER_MS} when absent. */
  rewriteAfterMs?: number;
}

/** Keeps an open store small and its search indexes up to date, and knows its size. */
export class StoreUpkeep {
  private timer: NodeJS.Timeout | undefined;
  private isBusy = false;
  private isRewriteDue = false;
  /** Size of the store on disk, as last measured. */
  bytes = 0;

  constructor(private readonly options: StoreUpkeepOptions) {}

  /** Brings the search indexes up to date once all is stored. A failure is logged: search goes on without. */
  async finish(): Promise<void> {
    const { opened, location, hasModel, logger } = this.options;
    this.isBusy = true;
    try {
      await opened.store.optimize(this.isRewriteDue);
      this.isRewriteDue = false;
      // A folder indexed without a model leaves the index with vectors alone: the model may be back tomorrow.
      if (hasModel && opened.lock !== undefined) await removeOtherVersions(location);
      await this.measure();
    } catch (error) {
      logger.warn(`The index could not be compacted: ${messageOf(error)}`);
    } finally {
      this.isBusy = false;
      // After a failure too: what an earlier compaction replaced may wait, and its time may have come meanwhile.
      this.pruneLater();
    }
  }

  async measure(): Promise<void> {
    this.bytes = await this.options.opened.store.sizeBytes();
  }

  /** Closes the store and measures what is left of it. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    const { store, lock } = this.options.opened;
    try {
      await store.close();
      await this.measure();
    } finally {
      await lock?.release();
    }
  }

  private pruneLater(): void {
    this.afterRest(this.options.pruneAfterMs ?? PRUNE_AFTER_MS, () => void this.prune());
  }

  private rewriteLater(): void {
    this.afterRest(this.options.rewriteAfterMs ?? REWRITE_AFTER_MS, () => {
      this.isRewriteDue = true;
      this.options.onDue();
    });
  }

  /** One thing waits at a time; whatever is committed meanwhile makes it begin anew. */
  private afterRest(ms: number, act: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, ms);
    this.timer.unref();
  }

  private async prune(): Promise<void> {
    if (this.isBusy) return;
    try {
      if (!(await this.options.opened.store.prune())) this.rewriteLater();
      await this.measure();
      this.options.onChange();
    } catch (error) {
      this.options.logger.warn(`Old versions of the index could not be removed: ${messageOf(error)}`);
    }
  }
}

import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { removeOtherVersions, type StoreLocation } from '../store/storeLocation';
import type { OpenedStore } from './openStore';

/** Old versions are dropped this long after they were replaced; see the store's own grace. */
const PRUNE_AFTER_MS = 5_000;

export interface StoreUpkeepOptions {
  opened: OpenedStore;
  location: StoreLocation;
  /** Whether this index has vectors. */
  hasModel: boolean;
  logger: Logger;
  /** Told when the size has changed after the work that was asked for. */
  onChange: () => void;
  /** {@link PRUNE_AFTER_MS} when absent. */
  pruneAfterMs?: number;
}

/** Keeps an open store small and its search indexes up to date, and knows its size. */
export class StoreUpkeep {
  private timer: NodeJS.Timeout | undefined;
  private isBusy = false;
  /** Size of the store on disk, as last measured. */
  bytes = 0;

  constructor(private readonly options: StoreUpkeepOptions) {}

  /** Brings the search indexes up to date once all is stored. A failure is logged: search goes on without. */
  async finish(): Promise<void> {
    const { opened, location, hasModel, logger, pruneAfterMs = PRUNE_AFTER_MS } = this.options;
    this.isBusy = true;
    try {
      await opened.store.optimize();
      // A folder indexed without a model leaves the index with vectors alone: the model may be back tomorrow.
      if (hasModel && opened.lock !== undefined) await removeOtherVersions(location);
      await this.measure();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.prune(), pruneAfterMs);
      this.timer.unref();
    } catch (error) {
      logger.warn(`The index could not be compacted: ${messageOf(error)}`);
    } finally {
      this.isBusy = false;
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

  private async prune(): Promise<void> {
    if (this.isBusy) return;
    try {
      await this.options.opened.store.prune();
      await this.measure();
      this.options.onChange();
    } catch (error) {
      this.options.logger.warn(`Old versions of the index could not be removed: ${messageOf(error)}`);
    }
  }
}

import type { Logger } from '../base/logger';
import { messageOf } from '../base/errors';
import type { ChunkStore } from '../store/chunkStore';
import { claimWriter } from '../store/writerLock';

/** How often a window that only reads looks at what the writing one has done, and whether it has gone. */
const LOOK_MS = 2_000;

/** Looks in a row that fail before it is told: one alone may meet a drive that is away for a moment. */
const FAILED_LOOKS_TO_TELL = 5;

export interface WriterWatchOptions {
  /** Folder of the lock, see `store/storeLocation`. */
  base: string;
  store: ChunkStore;
  /** Something new is stored. */
  onNews: () => Promise<void>;
  /** The writer has gone: this process can take its place. */
  onGone: () => Promise<void>;
  /** Its place could not be taken, or for some time it could not be seen whether it has gone; in this case the watch goes on. */
  onError: (error: unknown) => void;
  logger: Logger;
  /** {@link LOOK_MS} when absent. */
  lookMs?: number;
}

/** Follows the process that writes an index, from one that only reads it. */
export class WriterWatch {
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;
  private seen: string | undefined;
  private failedLooks = 0;

  constructor(private readonly options: WriterWatchOptions) {
    this.wait();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }

  private wait(): void {
    if (this.isDisposed) return;
    this.timer = setTimeout(() => void this.look(), this.options.lookMs ?? LOOK_MS);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const { store, onNews } = this.options;
    const isGone = await this.hasWriterGone();
    if (this.isDisposed) return;
    if (isGone) {
      this.dispose();
      await this.options.onGone().catch((error: unknown) => this.options.onError(error));
      return;
    }
    await this.lookForNews(store, onNews);
    this.wait();
  }

  /** Where that cannot be seen, the writer counts as there. */
  private async hasWriterGone(): Promise<boolean> {
    const { base, store, onError, logger } = this.options;
    try {
      const lock = await claimWriter(base);
      await lock?.release();
      this.failedLooks = 0;
      return lock !== undefined || store.writable;
    } catch (error) {
      this.failedLooks++;
      if (this.failedLooks === 1)
        logger.warn(`It cannot be seen whether another window still writes the index: ${messageOf(error)}`);
      if (this.failedLooks === FAILED_LOOKS_TO_TELL && !this.isDisposed) onError(error);
      return false;
    }
  }

  private async lookForNews(store: ChunkStore, onNews: () => Promise<void>): Promise<void> {
    try {
      const revision = await store.revision();
      if (revision === this.seen) return;
      await onNews();
      this.seen = revision;
    } catch (error) {
      // The writer may be compacting: what was read is replaced under the reader's hands. The next look finds it whole.
      this.options.logger.debug(`The index of another window could not be read: ${messageOf(error)}`);
    }
  }
}

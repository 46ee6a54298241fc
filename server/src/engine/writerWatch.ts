import type { Logger } from '../base/logger';
import { messageOf } from '../base/errors';
import type { ChunkStore } from '../store/chunkStore';
import { claimWriter } from '../store/writerLock';

/** How often a window that only reads looks at what the writing one has done, and whether it has gone. */
const LOOK_MS = 2_000;

export interface WriterWatchOptions {
  /** Folder of the lock, see `store/storeLocation`. */
  base: string;
  store: ChunkStore;
  /** Something new is stored. */
  onNews: () => Promise<void>;
  /** The writer has gone: this process can take its place. */
  onGone: () => Promise<void>;
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
    const { base, store, onNews, onGone, onError } = this.options;
    try {
      const lock = await claimWriter(base);
      await lock?.release();
      if (this.isDisposed) return;
      if (lock !== undefined || store.writable) {
        this.dispose();
        await onGone();
        return;
      }
      await this.lookForNews(store, onNews);
    } catch (error) {
      onError(error);
      return;
    }
    this.wait();
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

import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { boundHeapGrowth } from '../pacing/boundHeapGrowth';
import { collectGarbage } from '../pacing/collectGarbage';

/** With so many files waiting, what is known of duplicates makes room for them, and is found anew when they are stored. */
const MANY_WAITING = 200;

/** What can give back memory, and have it again when it is next used. */
export interface Releasable {
  release: () => Promise<void>;
}

export interface MemoryReliefOptions {
  /** Threads that list folders, and that read and parse files. */
  reader: Releasable;
  preparer: Releasable;
  /** The model, where there is one; not every one can be given back. */
  model: () => Partial<Releasable> | undefined;
  caches: { releaseMemory: () => Promise<void> };
  duplicates: { release: (root: string) => void };
  folders: () => Iterable<{ root: string; waiting: number }>;
  /** Chunks of all folders. */
  chunks: () => number;
  logger: Logger;
}

/** Gives back what the engine can have again: it knows what, and others say when. A failure is logged and no more. */
export class MemoryRelief {
  constructor(private readonly options: MemoryReliefOptions) {}

  /** Threads without work go, the model with them; whoever searches next waits until it is loaded again. */
  async freeAll(): Promise<void> {
    await this.giveBack();
    collectGarbage();
  }

  /** Frees what the threads hold that read files: a grammar that was used once keeps its memory. */
  async freeThreads(): Promise<void> {
    await this.logged(this.options.preparer.release());
  }

  /** What walking a folder has left. */
  async afterWalk(): Promise<void> {
    boundHeapGrowth(this.options.chunks());
    await this.logged(this.options.reader.release());
  }

  /**
   * What reading thousands of files has left would stand beside what compacting them takes.
   * @param isShort that memory is short, so that the compaction waits until all is given back
   */
  async afterLargeRun(isShort: boolean): Promise<void> {
    if (isShort) await this.giveBack();
    else void this.freeThreads();
    // V8 sets the bound of the next collection when one ends.
    boundHeapGrowth(this.options.chunks());
    collectGarbage();
  }

  private async giveBack(): Promise<void> {
    const { folders, duplicates, caches, reader, preparer, model } = this.options;
    for (const { root, waiting } of folders()) if (waiting >= MANY_WAITING) duplicates.release(root);
    await this.logged(
      Promise.all([caches.releaseMemory(), reader.release(), preparer.release(), model()?.release?.()]),
    );
  }

  private async logged(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.options.logger.warn(messageOf(error));
    }
  }
}

import { type Logger, silentLogger } from '../../../server/src/base/logger';
import type { IndexedChunk } from '../../../server/src/store/chunkStore';
import { LanceStore } from '../../../server/src/store/lanceStore';
import { ScratchFolder } from '../scratchFolder';
import { DIMENSIONS } from './samples';

/** Nothing that a test stores takes so long to look through: no index of vectors is made. */
export const LATENCY_GOAL_MS = 60_000;

/** Stores in one folder of a test, each closed at its end. */
export class LanceBench {
  readonly scratch = new ScratchFolder();
  private readonly opened = new Set<LanceStore>();

  constructor(private readonly dimensions = DIMENSIONS) {}

  async open(writable = true, logger: Logger = silentLogger): Promise<LanceStore> {
    const { dimensions } = this;
    const store = await LanceStore.open({ folder: this.scratch.at('store'), dimensions, writable, logger });
    this.opened.add(store);
    return store;
  }

  /** A store with these chunks alone, that finds them by their words too. */
  async filled(chunks: readonly IndexedChunk[]): Promise<LanceStore> {
    const store = await this.open();
    await store.commit({ dropChunksOf: [], files: [], dropFiles: [], chunks });
    await store.search.buildIndexes(LATENCY_GOAL_MS);
    return store;
  }

  async close(store: LanceStore): Promise<void> {
    this.opened.delete(store);
    await store.close();
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.opened].map((store) => this.close(store)));
    this.scratch.remove();
  }
}

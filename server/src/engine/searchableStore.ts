import type { Logger } from '../base/logger';
import { SearchIndex } from '../search/index/searchIndex';
import { MemorySource, type SearchSource, StoreSource } from '../search/searchSource';
import type { ChunkStore, StoreChange } from '../store/chunkStore';

/**
 * Chunks that are kept in memory for search, about 900 bytes each: 270 MB at most. A larger folder is searched in its
 * store, which takes longer and ranks a little worse.
 */
const MAX_CHUNKS_IN_MEMORY = 300_000;

/** A folder's store together with the index in memory that follows it. */
export class SearchableStore {
  private index: SearchIndex | undefined;

  /** @param maxChunks chunks that are kept in memory at most */
  constructor(
    private readonly store: ChunkStore,
    private readonly dimensions: number,
    private readonly logger: Logger,
    private readonly maxChunks = MAX_CHUNKS_IN_MEMORY,
  ) {}

  /**
   * Reads what is stored. A store that another process writes is not kept in memory, since its changes are not
   * seen here.
   */
  async load(): Promise<void> {
    if (!this.store.writable) return;
    const index = new SearchIndex(this.dimensions);
    for await (const chunks of this.store.readChunks()) {
      index.add(chunks);
      if (index.size > this.maxChunks) return;
    }
    this.index = index;
  }

  /** Where to search. */
  get source(): SearchSource {
    return this.index === undefined
      ? new StoreSource(this.store, this.dimensions)
      : new MemorySource(this.index);
  }

  /** Notes what the store has taken in. */
  committed({ dropChunksOf, dropFiles, chunks }: StoreChange): void {
    if (this.index === undefined) return;
    this.index.remove([...dropChunksOf, ...dropFiles]);
    this.index.add(chunks);
    if (this.index.size <= this.maxChunks) return;
    this.logger.info(
      `The folder has more than ${this.maxChunks} pieces of code and is searched on disk from now on.`,
    );
    this.index = undefined;
  }

  cleared(): void {
    this.index?.clear();
  }
}

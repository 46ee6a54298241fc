import { isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { SearchIndex } from '../search/index/searchIndex';
import { MemorySource, type SearchSource, StoreSource } from '../search/searchSource';
import type { ChunkStore, FileRecord, IndexedChunk, StoreChange } from '../store/chunkStore';

/** Something that holds what is stored in a form of its own. */
export interface ChunkFollower {
  add(chunks: readonly IndexedChunk[]): void;
  /** @param paths files whose chunks are gone */
  remove(paths: Iterable<string>): void;
  clear(): void;
}

export interface SearchableStoreOptions {
  store: ChunkStore;
  dimensions: number;
  logger: Logger;
  /** Chunks that are kept in memory for search; a larger folder is searched in its store, which takes longer and ranks a little worse. */
  maxChunks: number;
  /** Told of every chunk as well. */
  followers: readonly ChunkFollower[];
}

/** Chunks that are taken in together when a folder is opened: in small portions their words are put in order many times. */
const CHUNKS_AT_A_TIME = 8_192;

/** A query over a folder that is not kept in memory is to take no longer. */
const LATENCY_GOAL_MS = 150;

/** A folder's store together with the index in memory that follows it. */
export class SearchableStore {
  private index: SearchIndex | undefined;

  constructor(private readonly options: SearchableStoreOptions) {}

  /**
   * Reads what is stored; what is damaged there is left out first, in a store that this process writes.
   * @param onFiles is told of the files before their chunks are read, and once more when some were left out
   */
  async load(onFiles: (files: FileRecord[]) => void): Promise<void> {
    const { store, logger } = this.options;
    try {
      await this.read(onFiles);
    } catch (error) {
      if (isAborted(error)) throw error;
      logger.warn(`The index cannot be read as a whole: ${messageOf(error)}`);
      if (!store.writable) onFiles(await store.readFiles());
      else {
        await store.repair();
        await this.read(onFiles);
      }
    }
  }

  /** Where to search. */
  get source(): SearchSource {
    const { store, dimensions } = this.options;
    if (this.index !== undefined) return new MemorySource(this.index);
    if (store.search !== undefined) return new StoreSource(store, store.search, dimensions);
    return new MemorySource(new SearchIndex(dimensions));
  }

  /** The index in memory; undefined where the folder is searched in its store. */
  get memoryIndex(): SearchIndex | undefined {
    return this.index;
  }

  /** Takes in what the store does or is about to. */
  committed({ dropChunksOf, dropFiles, chunks }: StoreChange): void {
    this.replace([...dropChunksOf, ...dropFiles], chunks);
  }

  /** Follows what another process has stored. */
  async refresh(before: ReadonlyMap<string, FileRecord>, after: readonly FileRecord[]): Promise<void> {
    await this.options.store.search?.look();
    const gone = new Set(before.keys());
    const changed: string[] = [];
    for (const record of after) {
      gone.delete(record.path);
      if (differs(before.get(record.path), record)) changed.push(record.path);
    }
    this.replace([...gone, ...changed], []);
    if (changed.length === 0) return;
    for await (const chunks of this.options.store.readChunks(changed)) this.replace([], chunks);
  }

  cleared(): void {
    this.index?.clear();
    for (const follower of this.options.followers) follower.clear();
  }

  /** Makes searches in the store fast, where they are needed; for when nothing else is to do. A failure, as on a full disk, is logged: they stay slow. */
  async whenAtRest(): Promise<void> {
    if (this.index !== undefined) return;
    try {
      await this.options.store.search?.buildIndexes(LATENCY_GOAL_MS);
    } catch (error) {
      this.options.logger.warn(`Searches on disk could not be made faster: ${messageOf(error)}`);
    }
  }

  private async read(onFiles: (files: FileRecord[]) => void): Promise<void> {
    const { store, dimensions, followers } = this.options;
    onFiles(await store.readFiles());
    for (const follower of followers) follower.clear();
    this.index = this.isBeyondMemory(await store.countChunks()) ? undefined : new SearchIndex(dimensions);
    const isKept = this.index !== undefined || followers.length > 0;
    let pending: IndexedChunk[] = [];
    try {
      for await (const chunks of store.readChunks()) {
        // Where nobody keeps them they are read to see that they are sound.
        if (!isKept) continue;
        for (const chunk of chunks) pending.push(chunk);
        if (pending.length < CHUNKS_AT_A_TIME) continue;
        this.replace([], pending);
        pending = [];
      }
    } finally {
      // What was sound before a damaged part is found.
      this.replace([], pending);
    }
  }

  private replace(removed: readonly string[], added: readonly IndexedChunk[]): void {
    const { followers } = this.options;
    for (const follower of [...(this.index === undefined ? [] : [this.index]), ...followers]) {
      if (removed.length > 0) follower.remove(removed);
      if (added.length > 0) follower.add(added);
    }
    if (this.index !== undefined && this.isBeyondMemory(this.index.size)) this.index = undefined;
  }

  /** Says so where there are more chunks than memory is for, and they can be searched in the store. */
  private isBeyondMemory(chunks: number): boolean {
    const { maxChunks, logger, store } = this.options;
    if (chunks <= maxChunks || store.search === undefined) return false;
    logger.info(`The folder has more than ${maxChunks} pieces of code and is searched on disk from now on.`);
    return true;
  }
}

function differs(before: FileRecord | undefined, after: FileRecord): boolean {
  return (
    before === undefined ||
    before.contentHash !== after.contentHash ||
    before.chunks !== after.chunks ||
    before.embedded !== after.embedded
  );
}

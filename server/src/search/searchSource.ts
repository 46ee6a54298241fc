import type { ChunkStore, StoredChunk, StoreFilter, StoreSearch } from '../store/chunkStore';
import { SearchIndex } from './index/searchIndex';

/** What a search looks for, to choose what it has to read. */
export interface Wanted {
  terms: readonly string[];
  symbols: readonly string[];
  vector: Float32Array | undefined;
  filter: StoreFilter;
}

/** Where a search takes its index from. */
export interface SearchSource {
  /**
   * Another text whenever another answer is possible; undefined where that cannot be known, because another process
   * writes what is searched.
   */
  readonly version: string | undefined;
  /** The index to search in: of the whole folder, or of the files that can answer. */
  indexFor(wanted: Wanted): Promise<SearchIndex>;
}

/** Chunks that each of the store's own searches puts forward. */
const CHUNKS_PER_SEARCH = 200;

/** Definitions of one name that are looked at; a name defined more often is no name to look up. */
const MAX_DEFINITIONS = 50;

/** Numbers of indexes: a folder that is opened anew has another index, whose revisions begin anew. */
const numbers = new WeakMap<SearchIndex, number>();
let lastNumber = 0;

function numberOf(index: SearchIndex): number {
  const known = numbers.get(index) ?? ++lastNumber;
  numbers.set(index, known);
  return known;
}

/** Searches in an index that is kept in memory. */
export class MemorySource implements SearchSource {
  constructor(private readonly index: SearchIndex) {}

  get version(): string {
    return `${numberOf(this.index)}.${this.index.revision}`;
  }

  indexFor(): Promise<SearchIndex> {
    return Promise.resolve(this.index);
  }
}

/**
 * Searches in the store, for a folder that is too large to keep in memory or that another process writes: the store's own
 * searches name the files, whose chunks are then ranked like any other. Word frequencies are those of these files, which
 * ranks a little worse.
 */
export class StoreSource implements SearchSource {
  readonly version = undefined;

  constructor(
    private readonly store: ChunkStore,
    private readonly search: StoreSearch,
    private readonly dimensions: number,
  ) {}

  async indexFor({ terms, symbols, vector, filter }: Wanted): Promise<SearchIndex> {
    const found = await Promise.all([
      vector === undefined ? [] : this.search.byVector(vector, CHUNKS_PER_SEARCH, filter).then(chunksOf),
      this.search.byTerms(terms, CHUNKS_PER_SEARCH, filter).then(chunksOf),
      ...symbols.map((name) => this.search.bySymbol(name, MAX_DEFINITIONS, filter)),
    ]);
    const paths = [...new Set(found.flat().map(({ path }) => path))];
    const index = new SearchIndex(this.dimensions);
    for await (const chunks of this.store.readChunks(paths)) index.add(chunks);
    return index;
  }
}

function chunksOf(found: readonly { chunk: StoredChunk }[]): StoredChunk[] {
  return found.map(({ chunk }) => chunk);
}

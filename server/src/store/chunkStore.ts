import type { ByteVector } from '../base/byteVector';

/** A chunk as it is stored: what a hit shows and what ranking reads, without its source text. */
export interface StoredChunk {
  path: string;
  language: string;
  /** A `ChunkKind` of the chunker. */
  kind: string;
  /** Empty when the chunk defines no name. */
  symbol: string;
  /** Enclosing names joined by a dot, empty at top level. */
  container: string;
  /** From 1, both inclusive; two chunks of a file never begin on the same line with the same end. */
  startLine: number;
  endLine: number;
  nameLine: number;
  /** Of the text that was embedded: equal hash, equal vector. */
  hash: string;
}

/** A stored chunk with what it is found by. */
export interface IndexedChunk extends StoredChunk {
  /** The words of the chunk for keyword search, each once, separated by spaces, as UTF-8: no one reads all of them as text. */
  terms: Uint8Array;
  /** For each of these words a `termValue`: how often it stands there and in which fields. */
  termValues: Uint16Array;
  /** Words of the chunk, repetitions counted. */
  termCount: number;
  /** What duplicates are found by; null where the chunk is too small to be one. */
  fingerprint: Uint8Array | null;
  /** Unit length, from the model as numbers or from the store as bytes; null while no model is available. */
  vector: Float32Array | ByteVector | null;
}

/** What duplicates are found by. */
export type FingerprintRow = Omit<StoredChunk, 'hash'> & { fingerprint: Uint8Array };

/** What is known of an indexed file, to see whether it changed. */
export interface FileRecord {
  path: string;
  sizeBytes: number;
  mtimeMs: number;
  contentHash: string;
  chunks: number;
  /** Why the file has no chunks, or empty. */
  skipped: string;
  /** False while its chunks wait for vectors. */
  embedded: boolean;
}

/** One step of the index, stored as a whole. */
export interface StoreChange {
  /** Files whose chunks go away: changed ones and those that are gone. */
  dropChunksOf: readonly string[];
  chunks: readonly IndexedChunk[];
  files: readonly FileRecord[];
  /** Files that are gone. */
  dropFiles: readonly string[];
  /** It is never stored: an editor's unsaved text can be found, or what is stored can be found in its place again. */
  isShownOnly?: true;
}

/** Narrows what a store answers; every given member must hold. */
export interface StoreFilter {
  languages?: readonly string[];
  kinds?: readonly string[];
  paths?: readonly string[];
}

/** A stored chunk that was found; a greater score is better, comparable within one answer alone. */
export interface ScoredChunk {
  chunk: StoredChunk;
  score: number;
}

/** The searches of a store that can search by itself, for a folder that is not kept in memory. */
export interface StoreSearch {
  /** Nearest first; the score is the cosine. */
  byVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]>;
  /** Best first, by BM25 over `terms`. */
  byTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]>;
  /** The chunks that define this name, letter case aside. */
  bySymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]>;
  /** Sees which of these indexes are there: another process may have made or dropped them. */
  look(): Promise<void>;
  /**
   * Makes the indexes that these searches are fast with. Takes minutes at most; done when nothing else is to do.
   * @param latencyGoalMs an index of vectors is only made when looking at each takes longer
   */
  buildIndexes(latencyGoalMs: number): Promise<void>;
}

/** Keeps the chunks of one workspace folder. One process writes; others may read. */
export interface ChunkStore {
  /** Undefined for a store whose chunks are all in memory anyway. */
  readonly search: StoreSearch | undefined;
  /** False when another process writes to this store: then nothing but searching is possible. */
  readonly writable: boolean;
  /** Every file record, once at the start. */
  readFiles(): Promise<FileRecord[]>;
  /** The vectors that the chunks of these files have, by chunk hash. */
  readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>>;
  commit(change: StoreChange): Promise<void>;
  countChunks(): Promise<number>;
  /**
   * Whole chunks, in batches, those of one file in a row: of the given files, or of all. Their words and vectors may be views that keep
   * the whole batch in memory.
   * @throws {import('../base/errors').AkinError} `store-damaged` after all that is sound was read, or any other error, when something
   * is not as it was written; {@link repair} leaves it out
   */
  readChunks(paths?: readonly string[]): AsyncIterable<IndexedChunk[]>;
  /** Another value whenever what is stored has changed, by whichever process. */
  revision(): Promise<string>;
  /** Of the chunks that have a fingerprint, what duplicates are found by; those of one file in a row. */
  readFingerprints(): AsyncIterable<FingerprintRow[]>;
  /** The chunks of one file. */
  chunksOf(path: string): Promise<IndexedChunk[]>;
  /** Leaves out what is damaged, with the records of its files, so that these are indexed again. */
  repair(): Promise<void>;
  /**
   * Merges small pieces and brings the search indexes up to date, where what was committed is worth it.
   * @param anyway however little it was
   */
  optimize(anyway?: boolean): Promise<void>;
  /**
   * Drops what {@link optimize} replaced, which queries may read for a moment longer.
   * @returns false where something was committed since, so that it takes as much as to optimize once more: it is left to that
   */
  prune(): Promise<boolean>;
  sizeBytes(): Promise<number>;
  /** Removes everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

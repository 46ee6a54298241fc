/** A chunk as it is stored: what a hit shows and what ranking reads, without its source text. */
export interface StoredChunk {
  /** Unique in its store; ties in ranking are broken by it. */
  id: string;
  path: string;
  language: string;
  /** A `ChunkKind` of the chunker. */
  kind: string;
  /** Empty when the chunk defines no name. */
  symbol: string;
  /** Enclosing names joined by a dot, empty at top level. */
  container: string;
  signature: string;
  doc: string;
  startLine: number;
  endLine: number;
  nameLine: number;
  /** Of the text that was embedded: equal hash, equal vector. */
  hash: string;
}

/** A stored chunk with what it is found by. */
export interface IndexedChunk extends StoredChunk {
  /** The words of the chunk for keyword search, separated by spaces. */
  terms: string;
  /** Unit length; null while no model is available. */
  vector: Float32Array | null;
}

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

/** Keeps the chunks of one workspace folder. One process writes; others may read. */
export interface ChunkStore {
  /** False when another process writes to this store: then nothing but searching is possible. */
  readonly writable: boolean;
  /** Every file record, once at the start. */
  readFiles(): Promise<FileRecord[]>;
  /** The vectors that the chunks of these files have, by chunk hash. */
  readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>>;
  commit(change: StoreChange): Promise<void>;
  countChunks(): Promise<number>;
  /** Whole chunks, in batches, those of one file in a row: of the given files, or of all. */
  readChunks(paths?: readonly string[]): AsyncIterable<IndexedChunk[]>;
  /** Nearest first; the score is the cosine. */
  searchVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]>;
  /** Best first, by BM25 over `terms`. */
  searchTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]>;
  /** The chunks that define this name, letter case aside. */
  findSymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]>;
  /** The vectors of a file's chunks with their lines. */
  chunksOf(path: string): Promise<(StoredChunk & { vector: Float32Array | null })[]>;
  /** Merges small pieces and brings the search indexes up to date; does nothing when nothing was committed. */
  optimize(): Promise<void>;
  /** Drops what {@link optimize} replaced, which queries may read for a moment longer. */
  prune(): Promise<void>;
  sizeBytes(): Promise<number>;
  /** Removes everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

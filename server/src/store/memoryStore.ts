import type {
  ChunkStore,
  FileRecord,
  IndexedChunk,
  ScoredChunk,
  StoreChange,
  StoredChunk,
  StoreFilter,
} from './chunkStore';

/** Parameters of BM25 as LanceDB has them (Robertson and Zaragoza 2009, section 3.4), so that both stores rank alike. */
const K1 = 1.2;
const B = 0.75;

interface Entry {
  chunk: IndexedChunk;
  /** Occurrences by term. */
  counts: Map<string, number>;
  length: number;
}

/**
 * A store in plain JavaScript that lasts as long as the process: the fallback where LanceDB cannot be loaded.
 * Both searches scan what they have to, which is fast enough for some ten thousand chunks.
 */
export class MemoryStore implements ChunkStore {
  readonly writable = true;
  private readonly files = new Map<string, FileRecord>();
  private readonly byPath = new Map<string, Entry[]>();
  private readonly postings = new Map<string, Set<Entry>>();
  private entries = 0;
  private totalLength = 0;

  readFiles(): Promise<FileRecord[]> {
    return Promise.resolve([...this.files.values()]);
  }

  readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const path of paths)
      for (const { chunk } of this.byPath.get(path) ?? [])
        if (chunk.vector !== null) found.set(chunk.hash, chunk.vector);
    return Promise.resolve(found);
  }

  commit(change: StoreChange): Promise<void> {
    for (const path of change.dropChunksOf) this.drop(path);
    for (const chunk of change.chunks) this.add(chunk);
    for (const file of change.files) this.files.set(file.path, file);
    for (const path of change.dropFiles) this.files.delete(path);
    return Promise.resolve();
  }

  countChunks(): Promise<number> {
    return Promise.resolve(this.entries);
  }

  async *readChunks(paths?: readonly string[]): AsyncGenerator<IndexedChunk[]> {
    for (const path of paths ?? [...this.byPath.keys()]) yield await this.chunksOf(path);
  }

  searchVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    const scored: ScoredChunk[] = [];
    for (const { chunk } of this.matching(filter))
      if (chunk.vector !== null) scored.push({ chunk, score: dot(vector, chunk.vector) });
    return Promise.resolve(best(scored, limit));
  }

  searchTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    const scores = new Map<Entry, number>();
    const meanLength = this.totalLength / Math.max(1, this.entries);
    const fits = predicate(filter);
    for (const term of new Set(terms)) {
      const posting = this.postings.get(term);
      if (posting === undefined) continue;
      const idf = Math.log(1 + (this.entries - posting.size + 0.5) / (posting.size + 0.5));
      for (const entry of posting) {
        if (!fits(entry.chunk)) continue;
        const count = entry.counts.get(term) ?? 0;
        const norm = K1 * (1 - B + (B * entry.length) / meanLength);
        scores.set(entry, (scores.get(entry) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
      }
    }
    return Promise.resolve(
      best(
        [...scores].map(([{ chunk }, score]) => ({ chunk, score })),
        limit,
      ),
    );
  }

  findSymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]> {
    const wanted = name.toLowerCase();
    const found: StoredChunk[] = [];
    for (const { chunk } of this.matching(filter)) {
      if (chunk.symbol.toLowerCase() === wanted) found.push(chunk);
      if (found.length === limit) break;
    }
    return Promise.resolve(found);
  }

  chunksOf(path: string): Promise<IndexedChunk[]> {
    return Promise.resolve((this.byPath.get(path) ?? []).map(({ chunk }) => chunk));
  }

  optimize(): Promise<void> {
    return Promise.resolve();
  }

  prune(): Promise<void> {
    return Promise.resolve();
  }

  sizeBytes(): Promise<number> {
    return Promise.resolve(0);
  }

  clear(): Promise<void> {
    for (const path of [...this.byPath.keys()]) this.drop(path);
    this.files.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.clear();
  }

  private add(chunk: IndexedChunk): void {
    const counts = new Map<string, number>();
    const terms = chunk.terms.split(' ');
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const entry: Entry = { chunk, counts, length: terms.length };
    for (const term of counts.keys()) {
      const posting = this.postings.get(term);
      if (posting === undefined) this.postings.set(term, new Set([entry]));
      else posting.add(entry);
    }
    const siblings = this.byPath.get(chunk.path);
    if (siblings === undefined) this.byPath.set(chunk.path, [entry]);
    else siblings.push(entry);
    this.entries++;
    this.totalLength += entry.length;
  }

  private drop(path: string): void {
    for (const entry of this.byPath.get(path) ?? []) {
      for (const term of entry.counts.keys()) {
        const posting = this.postings.get(term);
        posting?.delete(entry);
        if (posting?.size === 0) this.postings.delete(term);
      }
      this.entries--;
      this.totalLength -= entry.length;
    }
    this.byPath.delete(path);
  }

  private *matching(filter: StoreFilter): Generator<Entry> {
    const fits = predicate(filter);
    for (const entries of this.byPath.values())
      for (const entry of entries) if (fits(entry.chunk)) yield entry;
  }
}

function predicate({ languages, kinds, paths }: StoreFilter): (chunk: StoredChunk) => boolean {
  const wantedPaths = paths === undefined ? undefined : new Set(paths);
  return (chunk) =>
    (languages === undefined || languages.includes(chunk.language)) &&
    (kinds === undefined || kinds.includes(chunk.kind)) &&
    (wantedPaths === undefined || wantedPaths.has(chunk.path));
}

function best(scored: ScoredChunk[], limit: number): ScoredChunk[] {
  return scored.sort((a, b) => b.score - a.score || (a.chunk.id < b.chunk.id ? -1 : 1)).slice(0, limit);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

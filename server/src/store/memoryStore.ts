import { toUnitVector } from '../base/byteVector';
import type { ChunkStore, FileRecord, FingerprintRow, IndexedChunk, StoreChange } from './chunkStore';

/** A store that lasts as long as the process: the fallback where LanceDB cannot be loaded. */
export class MemoryStore implements ChunkStore {
  readonly writable = true;
  readonly search = undefined;
  private readonly files = new Map<string, FileRecord>();
  private readonly byPath = new Map<string, IndexedChunk[]>();
  private changes = 0;

  readFiles(): Promise<FileRecord[]> {
    return Promise.resolve([...this.files.values()]);
  }

  readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const { hash, vector } of paths.flatMap((path) => this.byPath.get(path) ?? []))
      if (vector !== null) found.set(hash, vector instanceof Float32Array ? vector : toUnitVector(vector));
    return Promise.resolve(found);
  }

  commit({ dropChunksOf, chunks, files, dropFiles }: StoreChange): Promise<void> {
    this.changes++;
    for (const path of dropChunksOf) this.byPath.delete(path);
    for (const chunk of chunks) {
      const siblings = this.byPath.get(chunk.path);
      if (siblings === undefined) this.byPath.set(chunk.path, [chunk]);
      else siblings.push(chunk);
    }
    for (const file of files) this.files.set(file.path, file);
    for (const path of dropFiles) this.files.delete(path);
    return Promise.resolve();
  }

  countChunks(): Promise<number> {
    return Promise.resolve([...this.byPath.values()].reduce((sum, chunks) => sum + chunks.length, 0));
  }

  async *readChunks(paths?: readonly string[]): AsyncGenerator<IndexedChunk[]> {
    for (const path of paths ?? [...this.byPath.keys()]) yield await this.chunksOf(path);
  }

  async *readFingerprints(): AsyncGenerator<FingerprintRow[]> {
    for await (const chunks of this.readChunks())
      yield chunks.flatMap(({ fingerprint, ...chunk }) =>
        fingerprint === null ? [] : [{ ...chunk, fingerprint }],
      );
  }

  chunksOf(path: string): Promise<IndexedChunk[]> {
    return Promise.resolve(this.byPath.get(path) ?? []);
  }

  revision(): Promise<string> {
    return Promise.resolve(String(this.changes));
  }

  repair(): Promise<void> {
    return Promise.resolve();
  }

  optimize(): Promise<void> {
    return Promise.resolve();
  }

  prune(): Promise<boolean> {
    return Promise.resolve(true);
  }

  sizeBytes(): Promise<number> {
    return Promise.resolve(0);
  }

  clear(): Promise<void> {
    this.changes++;
    this.byPath.clear();
    this.files.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.clear();
  }
}

import { toByteVector, toUnitVector } from '../base/byteVector';
import { contentHash } from '../base/hash';
import type { Cache } from '../caching/cache';

/** Characters that tell one model from another: 48 bits, for the few models that one machine sees. */
const MODEL_CHARS = 8;

/** What names a model's vectors. */
export interface CachedModel {
  modelId: string;
  dimensions: number;
}

/**
 * Vectors by the hash of the text that they were made of, for one model. They are kept as signed bytes, so
 * that what comes back differs from what went in by a cosine of less than 0.01.
 */
export class EmbeddingCache {
  private readonly suffix: string;
  private readonly dimensions: number;

  constructor(
    private readonly cache: Cache<Uint8Array>,
    { modelId, dimensions }: CachedModel,
  ) {
    this.suffix = contentHash(`${modelId}/${dimensions}`).slice(0, MODEL_CHARS);
    this.dimensions = dimensions;
  }

  /**
   * The vectors that are known, by the hash of their chunk.
   * @param hashes as {@link contentHash} makes them
   */
  async getMany(hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = await this.cache.getMany(hashes.map((hash) => this.keyOf(hash)));
    const vectors = new Map<string, Float32Array>();
    for (const [key, bytes] of found) {
      if (bytes.length !== this.dimensions) continue;
      const vector = toUnitVector(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length));
      vectors.set(key.slice(0, -MODEL_CHARS), vector);
    }
    return vectors;
  }

  /**
   * Takes in what the model has made.
   * @param costMs what that took altogether
   */
  setMany(vectors: ReadonlyMap<string, Float32Array>, costMs?: number): void {
    const entries = new Map<string, Uint8Array>();
    for (const [hash, vector] of vectors)
      entries.set(this.keyOf(hash), new Uint8Array(toByteVector(vector).buffer));
    this.cache.setMany(entries, costMs);
  }

  private keyOf(hash: string): string {
    return hash + this.suffix;
  }
}

import assert from 'node:assert/strict';
import { silentLogger } from '../../../server/src/base/logger';
import { Cache } from '../../../server/src/caching/cache';
import { MemoryCacheStore } from '../../../server/src/caching/memoryCacheStore';
import { EmbeddingCache } from '../../../server/src/embedding/embeddingCache';

const limits = { entries: 100, bytes: 100_000, ageMs: 1e9 };

describe('EmbeddingCache', () => {
  let cache: Cache<Uint8Array>;
  beforeEach(() => {
    cache = new Cache(
      new MemoryCacheStore({ limits, policy: 'lru', bytesOf: ({ length }) => length }),
      silentLogger,
    );
  });
  afterEach(() => cache.dispose());

  const vector = Float32Array.of(0.6, -0.8);

  it('answers the vector of a hash, nearly as it was', async () => {
    const vectors = new EmbeddingCache(cache, { modelId: 'm@1', dimensions: 2 });
    vectors.setMany(new Map([['hash', vector]]), 5);
    const found = await vectors.getMany(['hash', 'other']);
    assert.deepEqual([...found.keys()], ['hash']);
    found.get('hash')?.forEach((value, i) => assert.ok(Math.abs(value - (vector[i] as number)) < 0.005));
    const { hits, misses, savedMs } = cache.statistics();
    assert.deepEqual([hits, misses, savedMs], [1, 1, 5]);
  });

  it('never gives a vector of another model', async () => {
    new EmbeddingCache(cache, { modelId: 'm@1', dimensions: 2 }).setMany(new Map([['hash', vector]]));
    for (const model of [
      { modelId: 'm@2', dimensions: 2 },
      { modelId: 'm@1', dimensions: 3 },
    ])
      assert.equal((await new EmbeddingCache(cache, model).getMany(['hash'])).size, 0);
  });
});

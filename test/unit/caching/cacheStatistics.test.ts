import assert from 'node:assert/strict';
import { CacheMeter, noStatistics, type StoreStatistics } from '../../../server/src/caching/cacheStatistics';

const store = (kind: 'memory' | 'disk', evictions: number): StoreStatistics => ({
  kind,
  entries: 1,
  bytes: 10,
  hits: 0,
  evictions,
  expired: 0,
  damaged: 0,
  isReadOnly: false,
});

describe('cache statistics', () => {
  it('are zeros before the first lookup', () => {
    const { hits, misses, hitRatio, accessMs, savedMs, missCostMs, stores } = noStatistics();
    assert.deepEqual([hits, misses, hitRatio, savedMs, missCostMs, stores], [0, 0, 0, 0, 0, []]);
    assert.deepEqual(accessMs, { mean: 0, p50: 0, p95: 0, p99: 0 });
  });

  it('count hits and misses, and evictions of all stores', () => {
    const meter = new CacheMeter();
    meter.lookedUp(3, 1, 4);
    meter.lookedUp(0, 0, 100);
    const { hits, misses, hitRatio, evictions } = meter.statistics([store('memory', 2), store('disk', 5)]);
    assert.deepEqual([hits, misses, hitRatio, evictions], [3, 1, 0.75, 7]);
  });

  it('give the time of a key, over the last lookups alone', () => {
    const meter = new CacheMeter();
    for (let i = 0; i < 5_000; i++) meter.lookedUp(1, 0, 1_000);
    for (let i = 1; i <= 1_024; i++) meter.lookedUp(2, 2, 4 * (i <= 1_000 ? 1 : 9));
    const { mean, p50, p95, p99 } = meter.statistics([]).accessMs;
    assert.deepEqual([p50, p95, p99], [1, 1, 9]);
    assert.equal(mean, (1_000 + 24 * 9) / 1_024);
  });

  it('say what the hits have saved: what as many misses cost', () => {
    const meter = new CacheMeter();
    meter.madeAnew(10, 20);
    meter.madeAnew(10, 40);
    meter.lookedUp(7, 20, 1);
    const { missCostMs, savedMs } = meter.statistics([]);
    assert.deepEqual([missCostMs, savedMs], [3, 21]);
  });
});

import assert from 'node:assert/strict';
import type { EvictionPolicy } from '../../../server/src/caching/cacheStore';
import { planUpkeep, type SegmentState, type UpkeepPlan } from '../../../server/src/caching/upkeepPlan';

const NOW = 1_000_000;

function segment(name: string, more: Partial<SegmentState> = {}): SegmentState {
  return {
    name,
    bytes: 100,
    entries: 10,
    uses: 0,
    lastUsedMs: NOW,
    newestStoredAtMs: NOW,
    isRemovable: true,
    ...more,
  };
}

const plan = (
  segments: SegmentState[],
  { bytes = 1_000, entries = 1_000, ageMs = 10_000 } = {},
  policy: EvictionPolicy = 'lru',
): UpkeepPlan => planUpkeep(segments, { bytes, entries, ageMs }, policy, { nowMs: NOW, segmentBytes: 100 });

describe('the plan of an upkeep', () => {
  it('has nothing to do where all is well', () => {
    assert.deepEqual(plan([segment('a'), segment('b')]), { expired: [], evicted: [], merged: [] });
  });

  it('drops what is too old, and nothing from the future', () => {
    const found = plan([
      segment('old', { newestStoredAtMs: NOW - 10_001 }),
      segment('fresh', { newestStoredAtMs: NOW - 10_000 }),
      segment('future', { newestStoredAtMs: NOW + 10 ** 9 }),
      segment('written', { newestStoredAtMs: 0, isRemovable: false }),
    ]);
    assert.deepEqual(found, { expired: ['old'], evicted: [], merged: [] });
  });

  const unlike = [
    segment('often, long ago', { uses: 90, lastUsedMs: 1 }),
    segment('seldom, lately', { uses: 2, lastUsedMs: 3 }),
    segment('never, just now', { uses: 0, lastUsedMs: 2 }),
  ];

  it('gives up what was not used for longest', () => {
    assert.deepEqual(plan(unlike, { bytes: 299 }).evicted, ['often, long ago']);
    assert.deepEqual(plan(unlike, { bytes: 150 }).evicted, ['often, long ago', 'never, just now']);
  });

  it('gives up what was used least', () => {
    assert.deepEqual(plan(unlike, { bytes: 299 }, 'lfu').evicted, ['never, just now']);
    assert.deepEqual(plan(unlike, { bytes: 150 }, 'lfu').evicted, ['never, just now', 'seldom, lately']);
  });

  it('keeps to the number of entries too', () => {
    assert.deepEqual(plan(unlike, { entries: 25 }).evicted, ['often, long ago']);
  });

  it('makes a little more room than is needed, so that it need not come back at once', () => {
    const segments = Array.from({ length: 10 }, (_, i) => segment(String(i), { lastUsedMs: i }));
    assert.deepEqual(plan(segments, { bytes: 1_000 }).evicted, []);
    assert.deepEqual(plan(segments, { bytes: 999 }).evicted, ['0', '1']);
  });

  it('leaves alone what another process writes, and counts it', () => {
    const segments = [segment('theirs', { isRemovable: false, lastUsedMs: 0, bytes: 500 }), segment('ours')];
    assert.deepEqual(plan(segments, { bytes: 550 }).evicted, ['ours']);
    assert.deepEqual(plan([segments[0] as SegmentState], { bytes: 10 }).evicted, []);
  });

  it('merges small files once there are many', () => {
    const small = Array.from({ length: 8 }, (_, i) => segment(`small ${i}`, { bytes: 10 }));
    assert.deepEqual(plan([...small.slice(1), segment('large')]).merged, []);
    assert.equal(plan([...small, segment('large')]).merged.length, 8);
    const written = small.map((item) => ({ ...item, isRemovable: false }));
    assert.deepEqual(plan(written).merged, []);
  });
});

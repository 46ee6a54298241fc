import assert from 'node:assert/strict';
import { MemoryCacheStore } from '../../../server/src/caching/memoryCacheStore';
import { TieredCacheStore } from '../../../server/src/caching/tieredCacheStore';
import { never } from '../signals';

const limits = { entries: 100, bytes: 100_000, ageMs: 1e9 };
const make = (entries: number): MemoryCacheStore<string> =>
  new MemoryCacheStore({ limits: { ...limits, entries }, policy: 'lru', bytesOf: ({ length }) => length });

describe('TieredCacheStore', () => {
  let front: MemoryCacheStore<string>;
  let back: MemoryCacheStore<string>;
  let both: TieredCacheStore<string>;
  const hits = (): (number | undefined)[] => both.statistics.map((store) => store.hits);

  beforeEach(() => {
    front = make(2);
    back = make(100);
    both = new TieredCacheStore(front, back);
  });

  const put = (...keys: string[]): void => both.setMany(new Map(keys.map((key) => [key, `${key}!`])));
  const keys = async (...wanted: string[]): Promise<string[]> =>
    [...(await both.getMany(wanted)).keys()].sort();

  it('asks the large store for what the fast one has not', async () => {
    put('a', 'b', 'c');
    assert.deepEqual(await keys('a', 'b', 'c', 'd'), ['a', 'b', 'c']);
    assert.deepEqual(hits(), [2, 1]);
  });

  it('does not ask the large one for what the fast one has', async () => {
    put('a');
    assert.deepEqual(await keys('a'), ['a']);
    assert.deepEqual(hits(), [1, 0]);
  });

  it('takes into the fast one what was found in the large one', async () => {
    put('a', 'b', 'c');
    await keys('a');
    await keys('a');
    assert.deepEqual(hits(), [1, 1]);
  });

  it('lets the large one know what the fast one answers', async () => {
    back = make(3);
    both = new TieredCacheStore(front, back);
    put('a', 'b', 'c');
    await keys('c');
    await keys('c');
    both.noteUses(['a']);
    back.setMany(new Map([['d', 'd!']]));
    assert.deepEqual([...(await back.getMany(['a', 'b', 'c', 'd'])).keys()], ['a', 'c', 'd']);
  });

  it('has it all after memory was released', async () => {
    // As one on disk does, which has no values in memory.
    back.releaseMemory = () => Promise.resolve();
    put('a', 'b');
    await both.releaseMemory();
    assert.equal(both.statistics[0]?.entries, 0);
    assert.deepEqual(await keys('a', 'b'), ['a', 'b']);
    assert.deepEqual(hits(), [0, 2]);
  });

  it('has nothing after it was cleared', async () => {
    put('a');
    await both.upkeep(never);
    await both.clear();
    assert.deepEqual(await keys('a'), []);
    put('a');
    await both.flush();
    await both.dispose();
    assert.deepEqual(
      both.statistics.map(({ entries }) => entries),
      [0, 0],
    );
  });
});

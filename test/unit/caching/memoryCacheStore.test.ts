import assert from 'node:assert/strict';
import { MemoryCacheStore } from '../../../server/src/caching/memoryCacheStore';
import { Clock } from './clock';

const limits = { entries: 3, bytes: 10_000, ageMs: 1_000 };

describe('MemoryCacheStore', () => {
  let clock = new Clock();
  let store: MemoryCacheStore<string>;
  const statistics = () => store.statistics[0];
  const keysOf = async (...keys: string[]): Promise<string[]> => [...(await store.getMany(keys)).keys()];
  const put = (...keys: string[]): void => store.setMany(new Map(keys.map((key) => [key, `${key}!`])));

  beforeEach(() => {
    clock = new Clock();
    store = new MemoryCacheStore({
      limits,
      policy: 'lru',
      bytesOf: ({ length }) => length,
      now: clock.now,
    });
  });

  it('answers what it was given', async () => {
    put('a', 'b');
    assert.deepEqual([...(await store.getMany(['b', 'c', 'a']))].sort(), [
      ['a', 'a!'],
      ['b', 'b!'],
    ]);
    assert.deepEqual([statistics()?.entries, statistics()?.hits], [2, 2]);
  });

  it('keeps to its limits and counts what it gave up', async () => {
    put('a', 'b', 'c', 'd');
    assert.deepEqual(await keysOf('a', 'b', 'c', 'd'), ['b', 'c', 'd']);
    assert.equal(statistics()?.evictions, 1);
  });

  it('counts the bytes of keys, values and what holds them', () => {
    put('ab');
    assert.equal(statistics()?.bytes, 2 + 3 + 250);
  });

  it('answers nothing that is too old, and counts it', async () => {
    put('a');
    clock.move(1_000);
    assert.deepEqual(await keysOf('a'), ['a']);
    clock.move(1);
    assert.deepEqual(await keysOf('a'), []);
    assert.deepEqual([statistics()?.entries, statistics()?.expired], [0, 1]);
  });

  it('holds entries for fresh when the clock was set back, until they are old by it', async () => {
    put('a');
    clock.move(-500_000);
    put('b');
    assert.deepEqual(await keysOf('a', 'b'), ['a', 'b']);
    clock.move(1_001);
    assert.deepEqual(await keysOf('a', 'b'), ['a']);
    clock.move(500_000);
    assert.deepEqual(await keysOf('a', 'b'), []);
  });

  it('drops what is too old when it is tidied', async () => {
    put('a', 'b');
    clock.move(600);
    put('c');
    clock.move(600);
    await store.upkeep();
    assert.deepEqual([statistics()?.entries, statistics()?.expired], [1, 2]);
  });

  it('drops what is known to be useless', async () => {
    put('a1', 'a2', 'b1');
    store.deleteWhere((key) => key.startsWith('a'));
    assert.deepEqual(await keysOf('a1', 'a2', 'b1'), ['b1']);
  });

  it('gives up everything when memory is short, which is no eviction, and goes on', async () => {
    put('a', 'b');
    await store.releaseMemory();
    assert.deepEqual([statistics()?.entries, statistics()?.bytes, statistics()?.evictions], [0, 0, 0]);
    assert.deepEqual(await keysOf('a', 'b'), []);
    put('a');
    assert.deepEqual(await keysOf('a'), ['a']);
  });

  it('is empty once it is cleared or ended', async () => {
    put('a');
    await store.clear();
    assert.equal(statistics()?.entries, 0);
    put('a');
    await store.dispose();
    assert.equal(statistics()?.entries, 0);
  });
});

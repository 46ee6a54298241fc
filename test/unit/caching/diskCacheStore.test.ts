import assert from 'node:assert/strict';
import { existsSync, renameSync, utimesSync } from 'node:fs';
import type { DiskCacheStore } from '../../../server/src/caching/diskCacheStore';
import { never } from '../signals';
import { DiskCacheBench, entries, numbered, statisticsOf, valueOf } from './diskCacheBench';

describe('DiskCacheStore', () => {
  let bench: DiskCacheBench;
  beforeEach(() => {
    bench = new DiskCacheBench();
  });
  afterEach(() => bench.end());

  /** Which of the keys are answered; every answer must be the right one. */
  async function answered(store: DiskCacheStore, keys: readonly string[]): Promise<string[]> {
    const found = await store.getMany(keys);
    for (const [key, value] of found) assert.deepEqual(value, valueOf(key));
    return [...found.keys()].sort();
  }

  it('answers nothing and makes no folder where nothing was written', async () => {
    assert.deepEqual(await answered(bench.store(), ['a']), []);
    assert.ok(!existsSync(bench.folder));
  });

  it('answers what it was given before it is written, and after', async () => {
    const store = bench.store();
    store.setMany(entries('a', 'b'));
    assert.deepEqual(await answered(store, ['a', 'b', 'c']), ['a', 'b']);
    await store.flush();
    assert.deepEqual(await answered(store, ['a', 'b', 'c']), ['a', 'b']);
    assert.deepEqual([statisticsOf(store).entries, statisticsOf(store).hits], [2, 4]);
    assert.equal(statisticsOf(store).bytes, bench.bytes());
  });

  it('writes by itself after a while', async () => {
    const store = bench.store();
    store.setMany(entries('a'));
    while (!existsSync(bench.folder) || bench.bytes() === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(await answered(bench.store(), ['a']), ['a']);
  });

  it('answers what another one wrote before it', async () => {
    await bench.written(numbered(3_000));
    const store = bench.store();
    assert.equal((await answered(store, numbered(3_000))).length, 3_000);
    assert.deepEqual(await answered(store, ['key-7', 'other']), ['key-7']);
  });

  it('reads files of many parts, with records of any size', async () => {
    const before = bench.store();
    const large = new Map<string, Uint8Array>();
    for (const [i, bytes] of [300_000, 3_500_000, 10, 900_000].entries())
      large.set(`large ${i}`, new Uint8Array(bytes).fill(i + 1));
    for (const map of [large, entries(...numbered(3_000))]) before.setMany(map);
    await before.dispose();
    const store = bench.store();
    assert.deepEqual(await store.getMany([...large.keys()]), large);
    assert.equal((await answered(store, numbered(3_000))).length, 3_000);
    assert.equal(statisticsOf(store).damaged, 0);
  });

  it('writes what it has once', async () => {
    const store = bench.store();
    for (let i = 0; i < 3; i++) {
      store.setMany(entries('a', 'b'));
      await store.flush();
    }
    const bytes = bench.bytes();
    await store.dispose();
    const again = bench.store();
    await again.getMany(['a']);
    again.setMany(entries('a', 'b'));
    await again.flush();
    assert.equal(bench.bytes(), bytes);
  });

  it('begins another file when one is full', async () => {
    const store = bench.store({}, { segmentBytes: 1_000 });
    for (let i = 0; i < 5; i++) {
      store.setMany(entries(...numbered(10, `round ${i}`)));
      await store.flush();
    }
    assert.equal(bench.files().length, 5);
    assert.equal((await answered(store, numbered(10, 'round 3'))).length, 10);
  });

  it('shares its folder with others at the same time', async () => {
    const [mine, theirs] = [bench.store(), bench.store()];
    mine.setMany(entries('mine'));
    theirs.setMany(entries('theirs'));
    await Promise.all([mine.flush(), theirs.flush()]);
    assert.deepEqual(await answered(mine, ['mine', 'theirs']), ['mine', 'theirs']);
    theirs.setMany(entries('later'));
    await theirs.flush();
    assert.deepEqual(await answered(mine, ['later']), [], 'not looked for at every lookup');
    bench.clock.move(10_001);
    assert.deepEqual(await answered(mine, ['later']), ['later']);
  });

  it('looks for what others wrote when the clock was set back', async () => {
    const [mine, theirs] = [bench.store(), bench.store()];
    await mine.getMany(['a']);
    theirs.setMany(entries('a'));
    await theirs.flush();
    bench.clock.move(-1_000_000);
    assert.deepEqual(await answered(mine, ['a']), ['a']);
  });

  it('does not answer what is too old, and counts it', async () => {
    const store = bench.store({ ageMs: 60_000 });
    store.setMany(entries('a'));
    await store.flush();
    bench.clock.move(60_000);
    assert.deepEqual(await answered(store, ['a']), ['a']);
    bench.clock.move(1_000);
    assert.deepEqual(await answered(store, ['a']), []);
    assert.equal(statisticsOf(store).expired, 1);
  });

  it('holds entries for fresh when the clock was set back', async () => {
    await bench.written(['a']);
    bench.clock.move(-1e12);
    const store = bench.store({ ageMs: 1_000 });
    assert.deepEqual(await answered(store, ['a']), ['a']);
    store.setMany(entries('b'));
    await store.flush();
    await store.upkeep(never);
    assert.deepEqual(await answered(store, ['a', 'b']), ['a', 'b']);
    bench.clock.move(1e12 + 2_000);
    assert.deepEqual(await answered(store, ['a', 'b']), []);
  });

  it('works with a clock that stands before all time', async () => {
    bench.clock.ms = -5_000;
    await bench.written(['a']);
    assert.deepEqual(await answered(bench.store(), ['a']), ['a']);
  });

  describe('upkeep', () => {
    it('removes files that are too old', async () => {
      await bench.written(['a']);
      bench.clock.move(2_000_000);
      const store = bench.store({ ageMs: 1_000_000 });
      store.setMany(entries('b'));
      await store.flush();
      await store.upkeep(never);
      assert.deepEqual(await answered(store, ['a', 'b']), ['b']);
      assert.equal(bench.files().length, 1);
      assert.equal(statisticsOf(store).expired, 1);
    });

    /** Three files of 50 entries each, last used in this order. */
    async function threeFiles(): Promise<void> {
      for (const [i, prefix] of ['x', 'y', 'z'].entries()) {
        await bench.written(numbered(50, prefix));
        bench.clock.move(1_000);
        const name = bench.files().at(-1) ?? '';
        utimesSync(bench.at(name), 1_700_000_000 + i, 1_700_000_000 + i);
      }
    }
    const limit = 15_000;

    it('keeps to the bytes it may take: what was not used for longest goes', async () => {
      await threeFiles();
      const store = bench.store({ bytes: limit });
      await store.upkeep(never);
      assert.ok(bench.bytes() <= limit, String(bench.bytes()));
      assert.equal((await answered(store, numbered(50, 'x'))).length, 0);
      assert.equal((await answered(store, numbered(50, 'z'))).length, 50);
      assert.equal(statisticsOf(store).evictions, 50);
    });

    it('keeps to the number of entries it may have', async () => {
      await threeFiles();
      const store = bench.store({ entries: 120 });
      await store.upkeep(never);
      assert.equal(statisticsOf(store).entries, 100);
    });

    it('knows what earlier windows used', async () => {
      await threeFiles();
      const reader = bench.store();
      await reader.getMany(numbered(50, 'x'));
      bench.clock.move(1e9);
      await reader.dispose();
      const store = bench.store({ bytes: 16_000, ageMs: 1e12 });
      await store.upkeep(never);
      assert.equal((await answered(store, numbered(50, 'x'))).length, 50, 'used since');
      assert.equal((await answered(store, numbered(50, 'y'))).length, 0);
    });

    it('gives up the least used file where that is asked for, be it used last', async () => {
      await threeFiles();
      const reader = bench.store();
      for (let i = 0; i < 3; i++) {
        await reader.getMany(numbered(50, 'x'));
        await reader.getMany(numbered(50, 'y'));
      }
      await reader.getMany(numbered(1, 'z'));
      await reader.dispose();
      const store = bench.store({ bytes: 16_000 }, { policy: 'lfu' });
      await store.upkeep(never);
      for (const [prefix, count] of [
        ['x', 50],
        ['y', 50],
        ['z', 1],
      ] as const)
        assert.equal((await answered(store, numbered(50, prefix))).length, count, prefix);
      assert.deepEqual(await answered(store, numbered(50, 'z')), ['z-0'], 'what is used of it is kept');
    });

    it('merges many small files, and loses nothing', async () => {
      for (let i = 0; i < 9; i++) await bench.written(numbered(5, `start ${i}`));
      const store = bench.store();
      await store.upkeep(never);
      assert.equal(bench.files().length, 1);
      for (let i = 0; i < 9; i++) assert.equal((await answered(store, numbered(5, `start ${i}`))).length, 5);
      await store.dispose();
      assert.equal((await answered(bench.store(), numbered(5, 'start 4'))).length, 5);
    });

    it('never touches what a live process writes, of this machine or in this process', async () => {
      await bench.written(numbered(50, 'theirs'));
      const [name = ''] = bench.files();
      // The process that started this one: alive, and not this one.
      const theirs = name.replace(/-\d+-/, `-${process.ppid}-`);
      renameSync(bench.at(name), bench.at(theirs));
      const neighbour = bench.store();
      neighbour.setMany(entries(...numbered(50, 'neighbour')));
      await neighbour.flush();
      const store = bench.store({ bytes: 1_000, ageMs: 1 });
      bench.clock.move(10_000);
      await store.upkeep(never);
      await store.clear();
      assert.equal(bench.files().length, 2);
      await neighbour.dispose();
      await store.upkeep(never);
      assert.deepEqual(bench.files(), [theirs], 'what a store has left is free');
    });

    it('runs as soon as there is too much', async () => {
      const store = bench.store({ bytes: 20_000 }, { segmentBytes: 4_000 });
      for (let i = 0; i < 20; i++) {
        store.setMany(entries(...numbered(20, `round ${i}`)));
        await store.flush();
      }
      await store.flush();
      assert.ok(bench.bytes() <= 25_000, String(bench.bytes()));
      assert.equal((await answered(store, numbered(20, 'round 19'))).length, 20);
    });

    it('ends on its signal', async () => {
      await bench.written(['a']);
      bench.clock.move(2e9);
      const store = bench.store();
      await assert.rejects(store.upkeep(AbortSignal.abort()), { code: 'aborted' });
      assert.equal(bench.files().length, 1);
    });
  });

  it('names the most used values', async () => {
    await bench.written(numbered(20));
    const reader = bench.store();
    await reader.getMany(['key-3', 'key-4']);
    await reader.getMany(['key-4']);
    await reader.dispose();
    const store = bench.store();
    assert.deepEqual([...(await store.mostUsed(1_000_000)).keys()].sort(), ['key-3', 'key-4']);
    assert.deepEqual([...(await store.mostUsed(150)).keys()], ['key-4']);
  });

  it('drops everything when it is cleared, and goes on', async () => {
    await bench.written(['old']);
    const store = bench.store();
    store.setMany(entries('a'));
    await store.flush();
    store.setMany(entries('waiting'));
    await store.clear();
    assert.deepEqual(bench.files(), []);
    assert.deepEqual(await answered(store, ['old', 'a', 'waiting']), []);
    store.setMany(entries('a'));
    await store.flush();
    assert.deepEqual(await answered(store, ['a']), ['a']);
  });
});

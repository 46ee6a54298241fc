import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { silentLogger } from '../../../server/src/base/logger';
import { type ByteCache, byteCache, type CachePlace } from '../../../server/src/caching/byteCache';
import { ScratchFolder } from '../scratchFolder';
import { entries, numbered } from './diskCacheBench';

const limits = { entries: 1_000, bytes: 1_000_000, ageMs: 1e9 };

describe('a cache of bytes', () => {
  let scratch: ScratchFolder;
  const opened: ByteCache[] = [];
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(async () => {
    for (const { cache } of opened.splice(0)) await cache.dispose();
    scratch.remove();
  });

  function open(place: Exclude<CachePlace, 'off'>): ByteCache {
    const made = byteCache({
      place,
      folder: scratch.at('cache'),
      memory: limits,
      disk: limits,
      policy: 'lru',
      logger: silentLogger,
    });
    opened.push(made);
    return made;
  }

  for (const [place, kinds, lasts] of [
    ['both', ['memory', 'disk'], true],
    ['memory', ['memory'], false],
    ['disk', ['disk'], true],
  ] as const)
    it(`in ${place === 'both' ? 'memory and on disk' : place} ${lasts ? 'lasts' : 'is gone with its process'}`, async () => {
      const { cache } = open(place);
      cache.setMany(entries(...numbered(10)));
      assert.equal((await cache.getMany(numbered(10))).size, 10);
      await cache.dispose();
      assert.deepEqual(
        cache.statistics().stores.map(({ kind }) => kind),
        kinds,
      );
      assert.equal(existsSync(scratch.at('cache')), lasts);
      assert.equal((await open(place).cache.getMany(numbered(10))).size, lasts ? 10 : 0);
    });

  it('has what was used in memory once it is warm', async () => {
    const before = open('both');
    before.cache.setMany(entries(...numbered(10)));
    await before.cache.flush();
    // One is answered by memory, one by the disk.
    await before.cache.getMany(['key-1']);
    await before.cache.releaseMemory();
    await before.cache.getMany(['key-2']);
    await before.cache.dispose();
    const { cache, warm } = open('both');
    assert.equal(await warm(), 2);
    await cache.getMany(['key-1', 'key-2', 'key-3']);
    assert.deepEqual(
      cache.statistics().stores.map(({ hits }) => hits),
      [2, 1],
    );
    for (const place of ['memory', 'disk'] as const) assert.equal(await open(place).warm(), 0);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultSettings, readSettings } from '../../protocol/settings';
import { engineSettings } from '../../server/src/compose';
import type { EmbeddingCache } from '../../server/src/embedding/embeddingCache';
import { EngineCaches } from '../../server/src/engine/caches';
import { RecordingLogger } from './base/recordingLogger';
import { ScratchFolder } from './scratchFolder';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A model with long vectors, so that few of them are many bytes. */
const model = { modelId: 'long@1', dimensions: 4_000 };

/** What a vector of it takes in memory with its key, about. */
const VECTOR_BYTES = 4_400;

const memoryBytes = 4 * VECTOR_BYTES;

describe('the settings of the cache', () => {
  let scratch: ScratchFolder;
  const opened: EngineCaches[] = [];
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    mock.restoreAll();
    for (const caches of opened.splice(0)) await caches.dispose();
    scratch.remove();
  });

  /** The caches that these settings lead to, on the way that an engine's take. */
  function open(cache: object, bytes = memoryBytes): EngineCaches {
    const { settings, problems } = readSettings({ cache });
    assert.deepEqual(problems, []);
    const caches = new EngineCaches({
      storagePath: scratch.path,
      settings: engineSettings(settings).cache,
      memoryBytes: bytes,
      queryEntries: 10,
      logger: new RecordingLogger(),
    });
    opened.push(caches);
    return caches;
  }

  function vectorsOf(caches: EngineCaches): EmbeddingCache {
    const cache = caches.vectorsOf({ ...model, minimumSimilarity: 0 } as never);
    assert.ok(cache !== undefined);
    return cache;
  }

  const vector = new Float32Array(model.dimensions).fill(1);
  const put = (cache: EmbeddingCache, ...hashes: string[]): void =>
    cache.setMany(new Map(hashes.map((hash) => [hash, vector])));
  const kept = async (cache: EmbeddingCache, ...hashes: string[]): Promise<string[]> => [
    ...(await cache.getMany(hashes)).keys(),
  ];

  const kinds = (caches: EngineCaches): string[] =>
    caches.statistics().embeddings.stores.map(({ kind }) => kind);

  for (const [embeddings, stores, isOnDisk] of [
    ['both', ['memory', 'disk'], true],
    ['memory', ['memory'], false],
    ['disk', ['disk'], true],
  ] as const)
    it(`akin.cache.embeddings: ${embeddings} keeps vectors in ${stores.join(' and on ')}`, async () => {
      const caches = open({ embeddings });
      put(vectorsOf(caches), 'a');
      assert.deepEqual(await kept(vectorsOf(caches), 'a'), ['a']);
      assert.deepEqual(kinds(caches), stores);
      const [first] = caches.statistics().embeddings.stores;
      assert.equal(first?.hits, 1);
      await caches.dispose();
      assert.equal(existsSync(scratch.at('cache/embeddings')), isOnDisk);
      assert.deepEqual(await kept(vectorsOf(open({ embeddings })), 'a'), isOnDisk ? ['a'] : []);
    });

  it('akin.cache.embeddings: off keeps none', async () => {
    const caches = open({ embeddings: 'off' });
    assert.equal(caches.vectorsOf({ ...model, minimumSimilarity: 0 } as never), undefined);
    await caches.dispose();
    assert.ok(!existsSync(scratch.at('cache/embeddings')));
  });

  for (const [policy, left] of [
    ['lru', ['c', 'd', 'e']],
    ['lfu', ['a']],
  ] as const)
    it(`akin.cache.policy: ${policy} decides which vectors make room`, async () => {
      const cache = vectorsOf(open({ embeddings: 'memory', policy }));
      put(cache, 'a');
      for (let use = 0; use < 3; use++) await cache.getMany(['a']);
      for (const hash of ['b', 'c', 'd', 'e']) put(cache, hash);
      const found = await kept(cache, 'a', 'b', 'c', 'd', 'e');
      assert.ok(found.length < 5, 'some had to make room');
      for (const hash of left) assert.ok(found.includes(hash), `${hash} is not in ${found.join()}`);
      assert.equal(found.includes('a'), policy === 'lfu');
    });

  it('akin.cache.maxAgeDays decides how long a vector is of use', async () => {
    const now = Date.now();
    const clock = mock.method(Date, 'now', () => now);
    for (const embeddings of ['memory', 'disk']) {
      clock.mock.mockImplementation(() => now);
      const caches = open({ embeddings, maxAgeDays: 10 });
      put(vectorsOf(caches), 'a');
      // What waits to be written has no age yet.
      if (embeddings === 'disk') await caches.dispose();
      const later = embeddings === 'disk' ? open({ embeddings, maxAgeDays: 10 }) : caches;
      clock.mock.mockImplementation(() => now + 9 * DAY_MS);
      assert.deepEqual(await kept(vectorsOf(later), 'a'), ['a'], embeddings);
      clock.mock.mockImplementation(() => now + 11 * DAY_MS);
      assert.deepEqual(await kept(vectorsOf(later), 'a'), [], embeddings);
    }
  });

  it('akin.cache.maxMb decides how much is kept on disk', async () => {
    const upkeep: (() => void)[] = [];
    const { setInterval } = globalThis;
    mock.method(globalThis, 'setInterval', (act: () => void, ms: number) => {
      upkeep.push(act);
      return setInterval(act, ms);
    });
    const caches = open({ embeddings: 'disk', maxMb: 16 });
    const cache = vectorsOf(caches);
    const bytes = (): number => {
      const folder = scratch.at('cache/embeddings');
      if (!existsSync(folder)) return 0;
      return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    };
    for (let at = 0; at < 26; at++) {
      put(cache, ...Array.from({ length: 256 }, (_, i) => `${at}/${i}`));
      await delay(0);
    }
    while (bytes() < 24e6) await delay(5);
    assert.equal(caches.statistics().embeddings.evictions, 0);
    for (const act of upkeep) act();
    while (bytes() > 16e6) await delay(5);
    assert.ok(caches.statistics().embeddings.evictions > 0);
    assert.ok(bytes() > 0);
  });

  it('are those of the documentation where nothing is set', () => {
    const { embeddings, policy, maxBytes, maxAgeMs, queries } = engineSettings(defaultSettings()).cache;
    assert.deepEqual(
      { embeddings, policy, maxBytes, maxAgeMs, queries },
      { embeddings: 'both', policy: 'lru', maxBytes: 256e6, maxAgeMs: 90 * DAY_MS, queries: true },
    );
  });
});

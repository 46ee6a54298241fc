import assert from 'node:assert/strict';
import { Cache } from '../../../server/src/caching/cache';
import { MemoryCacheStore } from '../../../server/src/caching/memoryCacheStore';
import { RecordingLogger } from '../base/recordingLogger';

/** A store whose upkeep a test controls. */
class UpkeepStore extends MemoryCacheStore<string> {
  rounds = 0;
  failure: Error | undefined;
  onUpkeep: () => void = () => undefined;
  running = 0;

  constructor() {
    super({
      limits: { entries: 9, bytes: 9_999, ageMs: 1e9 },
      policy: 'lru',
      bytesOf: ({ length }) => length,
    });
  }

  override async upkeep(): Promise<void> {
    this.rounds++;
    assert.equal(++this.running, 1, 'one round at a time');
    await Promise.resolve();
    this.running--;
    this.onUpkeep();
    if (this.failure !== undefined) throw this.failure;
  }
}

describe('Cache', () => {
  let store: UpkeepStore;
  let logger: RecordingLogger;
  let cache: Cache<string>;
  beforeEach(() => {
    store = new UpkeepStore();
    logger = new RecordingLogger();
    cache = new Cache(store, logger);
  });
  afterEach(() => cache.dispose());

  it('counts what is found and what is not, and what making it took', async () => {
    cache.setMany(new Map([['a', '1']]), 30);
    cache.setMany(new Map(), 1_000);
    assert.deepEqual([...(await cache.getMany(['a', 'b']))], [['a', '1']]);
    assert.equal((await cache.getMany([])).size, 0);
    const { hits, misses, hitRatio, missCostMs, savedMs, accessMs, stores } = cache.statistics();
    assert.deepEqual([hits, misses, hitRatio, missCostMs, savedMs], [1, 1, 0.5, 30, 30]);
    assert.ok(accessMs.mean > 0 && accessMs.p99 >= accessMs.p50);
    assert.equal(stores[0]?.entries, 1);
  });

  it('is tidied one round at a time', async () => {
    await Promise.all([cache.upkeep(), cache.upkeep()]);
    assert.equal(store.rounds, 2);
  });

  it('is tidied from time to time until it is ended', async () => {
    const often = new Cache(store, logger, 1);
    await new Promise<void>((resolve) => {
      store.onUpkeep = () => {
        if (store.rounds === 3) resolve();
      };
    });
    await often.dispose();
    const { rounds } = store;
    await often.upkeep();
    assert.equal(store.rounds, rounds);
  });

  it('tells that it could not be tidied, and goes on', async () => {
    store.failure = new Error('no way');
    await cache.upkeep();
    assert.deepEqual(logger.lines, ['warn: A cache could not be tidied: no way']);
    store.failure = undefined;
    await cache.upkeep();
    assert.equal(logger.lines.length, 1);
  });

  it('passes on what stores do', async () => {
    cache.setMany(new Map([['a', '1']]));
    await cache.flush();
    assert.equal((await cache.getMany(['a'])).size, 1);
    await cache.releaseMemory();
    assert.equal((await cache.getMany(['a'])).size, 0, 'this store keeps it nowhere else');
    cache.setMany(new Map([['a', '1']]));
    await cache.clear();
    assert.equal((await cache.getMany(['a'])).size, 0);
  });
});

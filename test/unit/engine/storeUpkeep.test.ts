import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreUpkeep, type StoreUpkeepOptions } from '../../../server/src/engine/storeUpkeep';
import type { LanceStore } from '../../../server/src/store/lanceStore';
import { claimWriter, type WriterLock } from '../../../server/src/store/writerLock';
import { folderBytes } from '../../../server/src/store/folderBytes';
import { RecordingLogger } from '../base/recordingLogger';
import { LanceBench } from '../store/lanceBench';
import { AFTER_GRACE_MS, chunkOf, placeOf, replacing } from '../store/samples';

/** Each makes a version of the store with files of its own. */
const COMMITS = 12;

/** Long before a test is over. */
const SOON_MS = 10;

/** Never, as far as a test goes. */
const LATE_MS = 600_000;

describe('the upkeep of a store', () => {
  let bench: LanceBench;
  let store: LanceStore;
  let lock: WriterLock;
  let logger: RecordingLogger;
  beforeEach(async () => {
    bench = new LanceBench();
    logger = new RecordingLogger();
    store = await bench.open();
    lock = (await claimWriter(bench.scratch.path)) ?? assert.fail();
    for (let i = 0; i < COMMITS; i++)
      await store.commit(replacing(chunkOf('a.ts', i + 1), chunkOf(`${i}.ts`, 1)));
  });
  afterEach(async () => {
    await lock.release();
    await bench.dispose();
  });

  function upkeep(given: Partial<StoreUpkeepOptions> = {}): StoreUpkeep {
    return new StoreUpkeep({
      opened: { store, lock, degraded: false },
      location: { base: bench.scratch.path, current: bench.scratch.at('store') },
      hasModel: true,
      logger,
      onChange: () => undefined,
      onDue: () => assert.fail('all has been dropped'),
      pruneAfterMs: LATE_MS,
      rewriteAfterMs: LATE_MS,
      ...given,
    });
  }

  async function places(): Promise<string[]> {
    const found: string[] = [];
    for await (const chunks of store.readChunks()) found.push(...chunks.map(placeOf));
    return found.sort();
  }

  /** Files with the data of chunks. */
  const dataFiles = (): number =>
    readdirSync(bench.scratch.at('store'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('/data/'),
    ).length;

  it('merges what many commits have left, drops it a little later, tells then, and keeps every chunk', async () => {
    const before = { places: await places(), files: dataFiles() };
    assert.ok(before.files >= COMMITS);
    let told: () => void = () => undefined;
    const pruned = new Promise<void>((resolve) => (told = resolve));
    const kept = upkeep({ onChange: () => told(), pruneAfterMs: AFTER_GRACE_MS });
    await kept.finish();
    const { bytes } = kept;
    assert.ok(bytes > 0);
    await pruned;
    assert.ok(dataFiles() < before.files / 2, `${dataFiles()} of ${before.files} files are left`);
    assert.equal(kept.bytes, await folderBytes(bench.scratch.at('store')));
    assert.deepEqual(await places(), before.places);
    assert.deepEqual(logger.lines, []);
  });

  for (const [what, given, isKept] of [
    ['removes the stores of other models and versions', {}, false],
    ['keeps them while there is no model, which may be back tomorrow', { hasModel: false }, true],
  ] as const)
    it(`${what} once its own is complete`, async () => {
      bench.scratch.write('v1.1-other/chunks.lance/data', 'of before');
      await upkeep(given).finish();
      assert.equal(existsSync(bench.scratch.at('v1.1-other')), isKept);
      assert.ok(existsSync(bench.scratch.at('store')));
    });

  it('removes nothing of others where it does not write', async () => {
    bench.scratch.write('v1.1-other/chunks.lance/data', 'of the writer');
    await upkeep({ opened: { store, degraded: false } }).finish();
    assert.ok(existsSync(bench.scratch.at('v1.1-other')));
  });

  it('logs what cannot be compacted, and is of use afterwards', async () => {
    const optimize = store.optimize.bind(store);
    store.optimize = () => Promise.reject(new Error('no space left'));
    const kept = upkeep();
    await kept.finish();
    assert.match(logger.lines.join(), /warn: The index could not be compacted: no space left/);
    store.optimize = optimize;
    await kept.finish();
    assert.ok(kept.bytes > 0);
    assert.equal(logger.lines.length, 1);
  });

  it('logs what cannot be dropped', async () => {
    const tried = new Promise<void>((resolve) => {
      store.prune = () => {
        setImmediate(resolve);
        return Promise.reject(new Error('read-only'));
      };
    });
    await upkeep({ pruneAfterMs: SOON_MS, onChange: () => assert.fail('nothing has changed') }).finish();
    await tried;
    assert.match(logger.lines.join(), /warn: Old versions of the index could not be removed: read-only/);
  });

  it('drops nothing while it compacts again, and does so after that', async () => {
    let pruned = 0;
    const order: string[] = [];
    const prune = store.prune.bind(store);
    const done = new Promise<void>((resolve) => {
      store.prune = () => {
        pruned++;
        order.push('prune');
        return prune().finally(() => setImmediate(resolve));
      };
    });
    const kept = upkeep({ pruneAfterMs: SOON_MS });
    await kept.finish();
    const optimize = store.optimize.bind(store);
    store.optimize = async () => {
      await delay(5 * SOON_MS);
      await optimize();
      order.push('compacted');
    };
    await kept.finish();
    await done;
    assert.deepEqual(order, ['compacted', 'prune']);
    assert.equal(pruned, 1);
  });

  it('drops what it compacted before when compacting again fails, and that was due meanwhile', async () => {
    const pruned = new Promise<void>((resolve) => {
      const prune = store.prune.bind(store);
      store.prune = () => prune().finally(() => setImmediate(resolve));
    });
    const kept = upkeep({ pruneAfterMs: SOON_MS });
    await kept.finish();
    store.optimize = async () => {
      await delay(5 * SOON_MS);
      throw new Error('no space left');
    };
    await kept.finish();
    assert.match(logger.lines.join(), /could not be compacted: no space left/);
    await pruned;
  });

  it('leaves one file of data, also where something was saved before old versions could be dropped', async () => {
    let last: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (last = resolve));
    const order: string[] = [];
    const prune = store.prune.bind(store);
    store.prune = async () => {
      const isDone = await prune();
      order.push(isDone ? 'dropped' : 'left');
      if (isDone) setImmediate(last);
      return isDone;
    };
    const kept = upkeep({
      pruneAfterMs: AFTER_GRACE_MS,
      rewriteAfterMs: SOON_MS,
      onDue: () => {
        order.push('due');
        void kept.finish();
      },
    });
    await kept.finish();
    await store.commit(replacing(chunkOf('saved.ts', 1)));
    await done;
    assert.deepEqual(order, ['left', 'due', 'dropped']);
    assert.equal(dataFiles(), 2, 'one of each table');
    assert.equal((await places()).length, COMMITS + 2);
    assert.deepEqual(logger.lines, []);
  });

  it('asks for another rewriting after a longer rest, where old versions could not be dropped without', async () => {
    const asked: (boolean | undefined)[] = [];
    store.optimize = (anyway) => {
      asked.push(anyway);
      return Promise.resolve();
    };
    store.prune = () => Promise.resolve(asked.length > 1);
    let kept: StoreUpkeep | undefined;
    await new Promise<void>((resolve) => {
      kept = upkeep({ pruneAfterMs: SOON_MS, rewriteAfterMs: SOON_MS, onDue: resolve });
      void kept.finish();
    });
    await kept?.finish();
    await kept?.finish();
    assert.deepEqual(asked, [false, true, false]);
  });

  it('puts that off while something is stored', async () => {
    let pruned = 0;
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      const kept = upkeep({
        pruneAfterMs: SOON_MS,
        rewriteAfterMs: 20 * SOON_MS,
        onDue: () => {
          order.push('due');
          resolve();
        },
      });
      store.prune = () => {
        order.push('pruned');
        // As when a file is saved a moment after the first time.
        if (++pruned === 1) setImmediate(() => void kept.finish().then(() => order.push('finished')));
        return Promise.resolve(false);
      };
      void kept.finish();
    });
    assert.deepEqual(order, ['pruned', 'finished', 'pruned', 'due']);
  });

  it('drops nothing any more once it is closed, and gives back the place of the writer, whatever fails', async () => {
    const kept = upkeep({ pruneAfterMs: SOON_MS });
    store.prune = () => assert.fail('it is closed');
    await kept.finish();
    const close = store.close.bind(store);
    store.close = () => Promise.reject(new Error('cannot be closed'));
    await assert.rejects(kept.close(), /cannot be closed/);
    store.close = close;
    await delay(3 * SOON_MS);
    lock = (await claimWriter(bench.scratch.path)) ?? assert.fail('the place is free');
    assert.deepEqual(logger.lines, []);
  });
});

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { FolderIndex } from '../../../server/src/engine/folderIndex';
import { defaultPerformancePlan } from '../../../server/src/pacing/performancePlan';
import type { ChunkStore } from '../../../server/src/store/chunkStore';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { RecordingLogger } from '../base/recordingLogger';
import { CountingEmbedder } from '../indexing/countingEmbedder';
import { FixedPace } from '../indexing/fixedPace';
import { LineByLinePreparer } from '../indexing/lineByLinePreparer';
import { ScratchFolder } from '../scratchFolder';

/** When indexing is tried again after its first failures, in milliseconds after each. */
const WAITS_MS = [15_000, 30_000, 60_000];

describe('the index of a folder', () => {
  let scratch: ScratchFolder;
  let folder: FolderIndex;
  /** Told with every change of the folder's status. */
  let waiting: { test: () => boolean; resolve: () => void }[];

  beforeEach(() => {
    scratch = new ScratchFolder();
    waiting = [];
    scratch.write('repo/a.ts', 'one()\n');
    scratch.write('repo/b.ts', 'two()\n');
    folder = new FolderIndex({
      root: scratch.at('repo'),
      storagePath: scratch.at('storage'),
      settings: {
        model: '',
        allowModelDownload: false,
        exclude: [],
        maxFileBytes: 1_000,
        allowAnyFolder: true,
        maxDiskBytes: 0,
        performance: defaultPerformancePlan(false),
        cache: { embeddings: 'memory', maxBytes: 0, policy: 'lru', maxAgeMs: 0, queries: false },
      },
      howToInsist: '',
      reader: directFolderReader,
      preparer: new LineByLinePreparer(),
      embedder: new CountingEmbedder(),
      modelFailure: undefined,
      nativeFailure: 'a store in memory is enough here',
      pace: new FixedPace(),
      maxChunksInMemory: 1_000,
      followers: [],
      logger: new RecordingLogger(),
      onChange: () => {
        for (const waiter of waiting.filter(({ test }) => test())) {
          waiting.splice(waiting.indexOf(waiter), 1);
          waiter.resolve();
        }
      },
    });
  });
  afterEach(async () => {
    await folder.close();
    mock.timers.reset();
    scratch.remove();
  });

  function until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ test, resolve }));
  }

  function storeOf(): ChunkStore {
    return folder.store ?? assert.fail('it is not open');
  }

  async function open(): Promise<void> {
    await folder.open();
    await folder.whenIdle();
    assert.equal(folder.indexedFiles, 2);
  }

  describe('that is emptied', () => {
    it('stays empty and paused until it is resumed, and has all again then', async () => {
      await open();
      await folder.clear();
      assert.deepEqual([folder.indexedFiles, folder.status().state], [0, 'paused']);
      folder.resume();
      await folder.whenIdle();
      assert.equal(folder.indexedFiles, 2);
      assert.equal(await storeOf().countChunks(), 2);
    });

    for (const [name, act, files] of [
      ['resumes', () => folder.resume(), 2],
      ['has it rebuilt', () => folder.rebuild(), 2],
      [
        'resumes and pauses again',
        () => {
          folder.resume();
          folder.pause();
        },
        0,
      ],
    ] as const)
      it(`does what it is asked by somebody who ${name} meanwhile`, async () => {
        await open();
        const store = storeOf();
        const clear = store.clear.bind(store);
        store.clear = () => {
          act();
          return clear();
        };
        await folder.clear();
        if (files > 0) await folder.whenIdle();
        assert.equal(folder.indexedFiles, files);
        assert.equal(await store.countChunks(), files);
        assert.equal(folder.status().state, files > 0 ? 'degraded' : 'paused');
      });

    it('says so when that fails, and is opened anew by whoever resumes', async () => {
      await open();
      storeOf().clear = () => Promise.reject(new Error('the drive is gone'));
      await folder.clear();
      const { state, message } = folder.status();
      assert.equal(state, 'error');
      assert.match(message ?? '', /the drive is gone/);
      folder.resume();
      await until(() => folder.indexedFiles === 2);
      await folder.whenIdle();
      assert.equal(await storeOf().countChunks(), 2);
    });
  });

  it('is compacted once more after a rest, where old versions could not be dropped before', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    await open();
    const store = storeOf();
    const done: string[] = [];
    let told: () => void = () => undefined;
    const next = (): Promise<void> => new Promise((resolve) => (told = resolve));
    store.prune = () => {
      done.push('prune');
      setImmediate(told);
      return Promise.resolve(done.length > 1);
    };
    store.optimize = (anyway) => {
      done.push(`optimize ${anyway === true ? 'anyway' : 'if due'}`);
      return Promise.resolve();
    };
    for (const restMs of [5_000, 30_000, 5_000]) {
      const pruned = next();
      mock.timers.tick(restMs);
      if (restMs === 30_000) await folder.whenIdle();
      else await pruned;
    }
    assert.deepEqual(done, ['prune', 'optimize anyway', 'prune']);
  });

  it('waits longer before each further try while nothing can be stored', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    await folder.open();
    const store = storeOf();
    const commit = store.commit.bind(store);
    let tries = 0;
    store.commit = () => {
      tries++;
      return Promise.reject(new Error('the disk is full'));
    };
    await until(() => folder.status().state === 'error');
    for (const waitMs of WAITS_MS) {
      const before = tries;
      mock.timers.tick(waitMs - 1);
      assert.equal(folder.status().state, 'error');
      assert.equal(tries, before);
      mock.timers.tick(1);
      assert.notEqual(folder.status().state, 'error', `it is tried again after ${waitMs} ms`);
      await until(() => folder.status().state === 'error');
    }
    store.commit = commit;
    mock.timers.tick(120_000);
    await until(() => folder.indexedFiles === 2);
    await folder.whenIdle();
    assert.equal(await store.countChunks(), 2);
  });
});

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { BatchStorer } from '../../../server/src/indexing/batchStorer';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import { UnsavedTexts } from '../../../server/src/indexing/unsavedTexts';
import type { StoreChange } from '../../../server/src/store/chunkStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { batchOf, chunked } from './preparedSamples';

describe('storing batches', () => {
  let store: MemoryStore;
  let catalogue: FileCatalogue;
  let storer: BatchStorer;
  let isLast: boolean;
  /** Paths of each commit that was stored, and of each that was told. */
  let stored: string[][];
  let told: StoreChange[];

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    store = new MemoryStore();
    catalogue = new FileCatalogue([]);
    [isLast, stored, told] = [false, [], []];
    storer = new BatchStorer({
      store,
      catalogue,
      unsaved: new UnsavedTexts(store),
      onCommit: (change) => told.push(change),
      onStored: ({ files }) => {
        for (const record of files) catalogue.set(record);
        stored.push(files.map(({ path }) => path));
      },
      isLast: () => isLast,
    });
  });
  afterEach(() => mock.reset());

  const add = (path: string, chunks = 1, isUrgent = false): void =>
    storer.add(Promise.resolve(batchOf([chunked(path, chunks)])), isUrgent, () => undefined);

  /** The four that are stored at once, whatever they have. */
  async function begin(): Promise<void> {
    for (const path of ['1', '2', '3', '4']) add(path);
    await storer.done;
    assert.deepEqual(stored.splice(0), [['1'], ['2'], ['3'], ['4']]);
  }

  it('stores small ones together once there is enough', async () => {
    await begin();
    add('a', 600);
    add('b', 300);
    await storer.done;
    assert.deepEqual(stored, []);
    add('c', 100);
    await storer.done;
    assert.deepEqual(stored, [['a', 'b', 'c']]);
    assert.equal(await store.countChunks(), 1_004);
  });

  for (const [when, act] of [
    ['when one is urgent', () => add('b', 1, true)],
    [
      'when no other follows',
      () => {
        isLast = true;
        add('b');
      },
    ],
  ] as const)
    it(`stores what it holds ${when}`, async () => {
      await begin();
      add('a');
      await storer.done;
      act();
      await storer.done;
      assert.deepEqual(stored, [['a', 'b']]);
    });

  it('stores what it holds after a while, and when it is asked to', async () => {
    await begin();
    add('a');
    await storer.done;
    mock.timers.tick(2_000);
    await storer.done;
    assert.deepEqual(stored.splice(0), [['a']]);
    add('b');
    await storer.flush();
    assert.deepEqual(stored, [['b']]);
  });

  it('stores the first batches after a rest at once again', async () => {
    await begin();
    storer.rested();
    await begin();
  });

  it('never holds two states of one file', async () => {
    await begin();
    add('a', 2);
    add('a', 3);
    await storer.flush();
    assert.deepEqual(stored, [['a'], ['a']]);
    assert.equal((await store.chunksOf('a')).length, 3);
  });

  it('tells what storing took, after it', async () => {
    const taken: number[] = [];
    storer.add(Promise.resolve(batchOf([chunked('a', 1)])), true, (_batch, storeMs) => taken.push(storeMs));
    await storer.done;
    assert.deepEqual([stored.length, taken.length, (taken[0] ?? -1) >= 0], [1, 1, true]);
  });

  it('stores nothing after a batch that failed, and says why', async () => {
    storer.add(Promise.reject(new Error('no model')), true, () => undefined);
    add('a', 1, true);
    await assert.rejects(storer.done, /no model/);
    await storer.flush();
    assert.deepEqual(stored, []);
  });

  it('takes out what a commit that failed has left before it goes on', async () => {
    add('a', 1, true);
    await storer.done;
    const commit = store.commit.bind(store);
    store.commit = async (change): Promise<void> => {
      await commit(change);
      throw new Error('disk full');
    };
    add('b', 2, true);
    await assert.rejects(storer.done, { code: 'store-unavailable', message: /disk full/ });
    assert.equal(catalogue.get('b'), undefined);
    store.commit = commit;
    await storer.begin();
    assert.deepEqual(told.at(-1)?.dropFiles, ['b']);
    assert.equal(await store.countChunks(), 1);
    add('b', 2, true);
    await storer.done;
    assert.equal(await store.countChunks(), 3);
  });
});

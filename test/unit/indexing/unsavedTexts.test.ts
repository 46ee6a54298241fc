import assert from 'node:assert/strict';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import type { PreparedFile } from '../../../server/src/indexing/prepareFile';
import { UnsavedTexts } from '../../../server/src/indexing/unsavedTexts';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { chunkOf, placeOf, recordOf, replacing } from '../store/samples';

function chunked(path: string, line: number, fromEditor: boolean): PreparedFile {
  const state = { path, sizeBytes: 1, mtimeMs: 1, contentHash: 'x' };
  return {
    kind: 'chunked',
    state: fromEditor ? { ...state, fromEditor } : state,
    chunks: [{ chunk: chunkOf(path, line), text: '' }],
  };
}

describe('unsaved texts', () => {
  let store: MemoryStore;
  let catalogue: FileCatalogue;
  let texts: UnsavedTexts;
  beforeEach(async () => {
    store = new MemoryStore();
    await store.commit(replacing(chunkOf('a.ts', 1)));
    catalogue = new FileCatalogue([recordOf('a.ts', 1)]);
    texts = new UnsavedTexts(store);
  });

  it('have to be looked at when they are new, another or let go, and not otherwise', () => {
    assert.equal(texts.note('a.ts', undefined), false, 'there was none');
    assert.equal(texts.note('a.ts', 'one'), true);
    assert.equal(texts.note('a.ts', 'one'), false);
    assert.equal(texts.note('a.ts', 'two'), true);
    assert.equal(texts.textOf('a.ts'), 'two');
    assert.equal(texts.note('a.ts', undefined), true);
    assert.equal(texts.textOf('a.ts'), undefined);
    assert.equal(texts.note('a.ts', undefined), false);
  });

  it('keep the latest 200', () => {
    for (let i = 0; i <= 200; i++) texts.note(`f${i}.ts`, 'text');
    assert.equal(texts.textOf('f0.ts'), undefined);
    assert.equal(texts.textOf('f1.ts'), 'text');
    texts.note('f1.ts', 'touched');
    texts.note('new.ts', 'text');
    assert.equal(texts.textOf('f1.ts'), 'touched', 'what is typed in is not the oldest');
    assert.equal(texts.textOf('f2.ts'), undefined);
  });

  it('are parted from what was read', () => {
    const batch: PreparedFile[] = [
      chunked('a.ts', 1, true),
      chunked('b.ts', 1, false),
      { kind: 'gone', path: 'c.ts' },
    ];
    const { saved, unsaved } = texts.split(batch);
    assert.deepEqual([unsaved, saved], [batch.slice(0, 1), batch.slice(1)]);
  });

  it('take the place of what is stored, which comes back after them', async () => {
    const [shown] = await texts.settle([chunked('a.ts', 7, true)], [], catalogue);
    assert.deepEqual([shown?.dropChunksOf, shown?.chunks.map(placeOf)], [['a.ts'], ['a.ts:7']]);
    assert.deepEqual([shown?.files, shown?.dropFiles], [[], []]);
    assert.equal(texts.note('a.ts', undefined), true, 'it can be found at present');
    const state = { path: 'a.ts', sizeBytes: 1, mtimeMs: 1, contentHash: 'x' };
    const [back] = await texts.settle([], [{ kind: 'same', state }], catalogue);
    assert.deepEqual([back?.dropChunksOf, back?.chunks.map(placeOf)], [['a.ts'], ['a.ts:1']]);
    assert.deepEqual(await texts.settle([], [{ kind: 'same', state }], catalogue), [], 'once');
  });

  it('make way for what is saved, known or new', async () => {
    for (const path of ['a.ts', 'new.ts']) {
      await texts.settle([chunked(path, 7, true)], [], catalogue);
      const changes = await texts.settle([], [chunked(path, 8, false)], catalogue);
      const dropped = { dropChunksOf: [path], chunks: [], files: [], dropFiles: [], isShownOnly: true };
      assert.deepEqual(changes, [dropped]);
    }
  });
});

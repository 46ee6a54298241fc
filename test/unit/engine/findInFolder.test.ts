import assert from 'node:assert/strict';
import { findInFolder } from '../../../server/src/engine/findInFolder';
import { StoreSource } from '../../../server/src/search/searchSource';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { ScratchFolder } from '../scratchFolder';
import { indexedChunk } from '../search/indexedChunk';

const sources: Record<string, string> = {
  'a.ts': 'function retry(request) { return "gave up at last"; }',
  'b.ts': 'function retry(request) { return request; }',
  'c.ts': 'function paint(colour) { return "gave  up at last"; }',
};

describe('findInFolder', () => {
  let scratch: ScratchFolder;
  let store: MemoryStore;
  before(async () => {
    scratch = new ScratchFolder();
    store = new MemoryStore();
    const chunks = Object.entries(sources).map(([path, text]) => {
      scratch.write(path, text);
      return indexedChunk({ path, text, symbol: /function (\w+)/.exec(text)?.[1] ?? '' });
    });
    await store.commit({ chunks, files: [], dropChunksOf: [], dropFiles: [] });
  });
  after(() => scratch.remove());

  const find = async (query: string, words: string[], limit = 10): Promise<string[]> => {
    const hits = await findInFolder(
      { root: scratch.path, source: new StoreSource(store, 2) },
      { query, limit, filter: { words } },
      undefined,
      { limit, filter: {} },
      new AbortController().signal,
    );
    return hits.sort((a, b) => b.score - a.score).map(({ path }) => path);
  };

  it('finds by the question where no words are required', async () => {
    assert.deepEqual((await find('retry', [])).sort(), ['a.ts', 'b.ts']);
  });

  it('leaves out what does not hold the words, and adds what the words alone find', async () => {
    assert.deepEqual(await find('retry gave up at last', ['gave up at last']), ['a.ts', 'c.ts']);
  });

  it('keeps to the limit', async () =>
    assert.deepEqual(await find('retry gave up', ['gave up'], 1), ['a.ts']));

  it('finds nothing where the words occur nowhere', async () =>
    assert.deepEqual(await find('retry', ['no such words']), []));
});

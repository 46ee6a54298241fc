import assert from 'node:assert/strict';
import { silentLogger } from '../../../server/src/base/logger';
import { SearchableStore } from '../../../server/src/engine/searchableStore';
import { MemorySource, StoreSource } from '../../../server/src/search/searchSource';
import { searchFolder } from '../../../server/src/search/semanticSearch';
import type { ChunkStore, StoreChange } from '../../../server/src/store/chunkStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { RecordingLogger } from '../base/recordingLogger';
import { never } from '../signals';
import { axis, chunkOf, DIMENSIONS, replacing } from '../store/samples';

/** A store, and the index in memory that follows it, as the indexer keeps them together. */
class Pair {
  readonly logger = new RecordingLogger();
  readonly searchable: SearchableStore;

  constructor(
    readonly store: ChunkStore,
    maxChunks?: number,
  ) {
    this.searchable = new SearchableStore(store, DIMENSIONS, this.logger, maxChunks);
  }

  async commit(change: StoreChange): Promise<void> {
    await this.store.commit(change);
    this.searchable.committed(change);
  }

  /** What is found by a word and a vector that everything has; sorted. */
  async found(): Promise<string[]> {
    const model = { embed: () => Promise.resolve(axis(0)), minimumSimilarity: -1 };
    const options = { limit: 1_000, filter: {} };
    const hits = await searchFolder(this.searchable.source, 'load it', model, options, never);
    return hits.map(({ chunk }) => `${chunk.path}:${chunk.startLine}`).sort();
  }

  get isInMemory(): boolean {
    return this.searchable.source instanceof MemorySource;
  }
}

const load = { symbol: 'load', vector: axis(0) };
const gone = (...paths: string[]): StoreChange => ({
  dropChunksOf: paths,
  chunks: [],
  files: [],
  dropFiles: paths,
});

async function filled(...paths: string[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.commit(replacing(...paths.map((path) => chunkOf(path, 1, load))));
  return store;
}

describe('SearchableStore', () => {
  it('searches in the store until it is loaded', async () => {
    const pair = new Pair(await filled('a.ts'));
    assert.ok(pair.searchable.source instanceof StoreSource);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
  });

  it('finds in memory what was stored', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'));
    await pair.searchable.load();
    assert.ok(pair.isInMemory);
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1']);
  });

  it('finds nothing in an empty store', async () => {
    const pair = new Pair(new MemoryStore());
    await pair.searchable.load();
    assert.ok(pair.isInMemory);
    assert.deepEqual(await pair.found(), []);
  });

  it('follows what the store takes in', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'));
    await pair.searchable.load();
    await pair.commit(
      replacing(chunkOf('a.ts', 5, load), chunkOf('a.ts', 9, load), chunkOf('c.ts', 1, load)),
    );
    assert.deepEqual(await pair.found(), ['a.ts:5', 'a.ts:9', 'b.ts:1', 'c.ts:1']);
    await pair.commit(gone('b.ts', 'missing.ts'));
    assert.deepEqual(await pair.found(), ['a.ts:5', 'a.ts:9', 'c.ts:1']);
    await pair.commit({ dropChunksOf: ['c.ts'], chunks: [], files: [], dropFiles: [] });
    assert.deepEqual(await pair.found(), ['a.ts:5', 'a.ts:9']);
  });

  it('keeps in memory what the store gives when it is loaded anew', async () => {
    const pair = new Pair(await filled('a.ts'));
    await pair.searchable.load();
    await pair.commit(replacing(chunkOf('a.ts', 5, load), chunkOf('b.ts', 1, load)));
    const again = new Pair(pair.store);
    await again.searchable.load();
    assert.deepEqual(await again.found(), await pair.found());
  });

  it('is empty when the store was cleared, and follows it after that', async () => {
    const pair = new Pair(await filled('a.ts'));
    await pair.searchable.load();
    await pair.store.clear();
    pair.searchable.cleared();
    assert.deepEqual(await pair.found(), []);
    await pair.commit(replacing(chunkOf('b.ts', 1, load)));
    assert.deepEqual(await pair.found(), ['b.ts:1']);
  });

  it('searches in a store that another process writes, and sees its changes', async () => {
    const written = await filled('a.ts');
    const pair = new Pair(Object.assign(written, { writable: false }));
    await pair.searchable.load();
    assert.ok(!pair.isInMemory);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
    await written.commit(replacing(chunkOf('b.ts', 1, load)));
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1']);
    pair.searchable.cleared();
    assert.ok(!pair.isInMemory);
  });

  it('searches a folder that is too large in its store, and goes on to', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts', 'c.ts'), 2);
    await pair.searchable.load();
    assert.ok(!pair.isInMemory);
    await pair.commit(gone('a.ts'));
    await pair.commit(replacing(chunkOf('d.ts', 1, load)));
    assert.ok(!pair.isInMemory);
    assert.deepEqual(await pair.found(), ['b.ts:1', 'c.ts:1', 'd.ts:1']);
  });

  it('keeps just as many chunks as it may, and says once that it keeps none from there on', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'), 2);
    await pair.searchable.load();
    await pair.commit(replacing(chunkOf('a.ts', 7, load)));
    assert.ok(pair.isInMemory, 'replaced chunks do not count');
    assert.deepEqual(pair.logger.lines, []);
    await pair.commit(replacing(chunkOf('c.ts', 1, load)));
    await pair.commit(replacing(chunkOf('d.ts', 1, load)));
    assert.ok(!pair.isInMemory);
    assert.deepEqual(pair.logger.lines, [
      'info: The folder has more than 2 pieces of code and is searched on disk from now on.',
    ]);
    assert.deepEqual(await pair.found(), ['a.ts:7', 'b.ts:1', 'c.ts:1', 'd.ts:1']);
  });

  it('keeps chunks that wait for a vector where there is no model', async () => {
    const store = new MemoryStore();
    await store.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load' })));
    const searchable = new SearchableStore(store, 1, silentLogger);
    await searchable.load();
    const hits = await searchFolder(searchable.source, 'load', undefined, { limit: 5, filter: {} }, never);
    assert.deepEqual(
      hits.map(({ chunk }) => chunk.path),
      ['a.ts'],
    );
  });

  it('passes on that the store cannot be read', async () => {
    const store = new MemoryStore();
    store.readChunks = () => {
      throw new Error('broken');
    };
    await assert.rejects(new SearchableStore(store, 1, silentLogger).load(), /broken/);
  });
});

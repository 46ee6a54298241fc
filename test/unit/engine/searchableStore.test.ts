import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { AkinError } from '../../../server/src/base/errors';
import { type ChunkFollower, SearchableStore } from '../../../server/src/engine/searchableStore';
import { MemorySource, StoreSource } from '../../../server/src/search/searchSource';
import { searchFolder } from '../../../server/src/search/semanticSearch';
import type { ChunkStore, FileRecord, IndexedChunk, StoreChange } from '../../../server/src/store/chunkStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { RecordingLogger } from '../base/recordingLogger';
import { never } from '../signals';
import { LanceBench } from '../store/lanceBench';
import { axis, chunkOf, DIMENSIONS, replacing } from '../store/samples';

/** A follower that remembers what it holds. */
class Follower implements ChunkFollower {
  readonly held = new Set<string>();

  add(chunks: readonly IndexedChunk[]): void {
    for (const { path } of chunks) this.held.add(path);
  }

  remove(paths: Iterable<string>): void {
    for (const path of paths) this.held.delete(path);
  }

  clear(): void {
    this.held.clear();
  }
}

/** A store, and the index in memory that follows it, as the indexer keeps them together. */
class Pair {
  readonly logger = new RecordingLogger();
  readonly follower = new Follower();
  readonly searchable: SearchableStore;

  constructor(
    readonly store: ChunkStore,
    maxChunks = 1_000,
  ) {
    this.searchable = new SearchableStore({
      store,
      dimensions: DIMENSIONS,
      logger: this.logger,
      maxChunks,
      followers: [this.follower],
    });
  }

  /** Loads, and returns the files that are there. */
  async load(): Promise<FileRecord[]> {
    let found: FileRecord[] = [];
    await this.searchable.load((files) => (found = files));
    return found;
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
    return this.searchable.memoryIndex !== undefined;
  }
}

const load = { symbol: 'load', vector: axis(0) };
const gone = (...paths: string[]): StoreChange => ({
  dropChunksOf: paths,
  chunks: [],
  files: [],
  dropFiles: paths,
});

async function fill<T extends ChunkStore>(store: T, ...paths: string[]): Promise<T> {
  await store.commit(replacing(...paths.map((path) => chunkOf(path, 1, load))));
  return store;
}

const filled = (...paths: string[]): Promise<MemoryStore> => fill(new MemoryStore(), ...paths);

function byPath(records: readonly FileRecord[]): Map<string, FileRecord> {
  return new Map(records.map((record) => [record.path, record]));
}

describe('SearchableStore', () => {
  let bench: LanceBench;
  beforeEach(() => (bench = new LanceBench()));
  afterEach(() => bench.dispose());

  it('searches in the store until it is loaded', async () => {
    const pair = new Pair(await fill(await bench.open(), 'a.ts'));
    assert.ok(pair.searchable.source instanceof StoreSource);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
  });

  it('finds nothing before it is loaded in a store that cannot search', async () => {
    const pair = new Pair(await filled('a.ts'));
    assert.ok(pair.searchable.source instanceof MemorySource);
    assert.deepEqual(await pair.found(), []);
  });

  it('gives the records of what it has loaded, and tells followers of all of it', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'));
    const records = await pair.load();
    assert.deepEqual(records.map(({ path }) => path).sort(), ['a.ts', 'b.ts']);
    assert.deepEqual([...pair.follower.held].sort(), ['a.ts', 'b.ts']);
    await pair.commit(gone('b.ts'));
    assert.deepEqual([...pair.follower.held], ['a.ts']);
    pair.searchable.cleared();
    assert.equal(pair.follower.held.size, 0);
  });

  it('finds in memory what was stored', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'));
    await pair.load();
    assert.ok(pair.isInMemory);
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1']);
  });

  it('finds nothing in an empty store', async () => {
    const pair = new Pair(new MemoryStore());
    await pair.load();
    assert.ok(pair.isInMemory);
    assert.deepEqual(await pair.found(), []);
  });

  it('follows what the store takes in', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts'));
    await pair.load();
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
    await pair.load();
    await pair.commit(replacing(chunkOf('a.ts', 5, load), chunkOf('b.ts', 1, load)));
    const again = new Pair(pair.store);
    await again.load();
    assert.deepEqual(await again.found(), await pair.found());
  });

  it('is empty when the store was cleared, and follows it after that', async () => {
    const pair = new Pair(await filled('a.ts'));
    await pair.load();
    await pair.store.clear();
    pair.searchable.cleared();
    assert.deepEqual(await pair.found(), []);
    await pair.commit(replacing(chunkOf('b.ts', 1, load)));
    assert.deepEqual(await pair.found(), ['b.ts:1']);
  });

  it('follows what another process stores when it is told of it', async () => {
    const writer = await fill(await bench.open(), 'a.ts', 'b.ts', 'same.ts');
    const pair = new Pair(await bench.open(false));
    const before = await pair.load();
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1', 'same.ts:1']);
    const changed = replacing(chunkOf('a.ts', 5, load), chunkOf('c.ts', 1, load));
    await writer.commit({
      ...changed,
      files: changed.files.map((file) => ({ ...file, contentHash: 'another' })),
      dropChunksOf: ['a.ts', 'b.ts'],
      dropFiles: ['b.ts'],
    });
    const read: (readonly string[] | undefined)[] = [];
    const readChunks = pair.store.readChunks.bind(pair.store);
    pair.store.readChunks = (paths) => {
      read.push(paths);
      return readChunks(paths);
    };
    await pair.searchable.refresh(byPath(before), await pair.store.readFiles());
    assert.deepEqual(await pair.found(), ['a.ts:5', 'c.ts:1', 'same.ts:1']);
    assert.deepEqual([...pair.follower.held].sort(), ['a.ts', 'c.ts', 'same.ts']);
    assert.deepEqual(
      read.map((paths) => [...(paths ?? [])].sort()),
      [['a.ts', 'c.ts']],
      'only what has changed',
    );
  });

  it('follows another process that has added vectors alone', async () => {
    const writer = await bench.open();
    const words = replacing(chunkOf('a.ts', 1, { symbol: 'load' }));
    await writer.commit({ ...words, files: words.files.map((file) => ({ ...file, embedded: false })) });
    const pair = new Pair(await bench.open(false));
    const before = await pair.load();
    assert.ok(pair.searchable.memoryIndex?.vectors.has(0) === false);
    await fill(writer, 'a.ts');
    await pair.searchable.refresh(byPath(before), await pair.store.readFiles());
    const index = pair.searchable.memoryIndex;
    assert.equal(index.size, 1);
    assert.ok(index.vectors.has(index.slots - 1));
  });

  it('searches a folder that is too large in its store, and goes on to', async () => {
    const pair = new Pair(await fill(await bench.open(), 'a.ts', 'b.ts', 'c.ts'), 2);
    await pair.load();
    assert.ok(!pair.isInMemory);
    assert.equal(pair.follower.held.size, 3, 'followers are told of all of it');
    await pair.commit(gone('a.ts'));
    await pair.commit(replacing(chunkOf('d.ts', 1, load)));
    assert.ok(!pair.isInMemory);
    assert.deepEqual(await pair.found(), ['b.ts:1', 'c.ts:1', 'd.ts:1']);
  });

  it('sees with each piece of news whether the writer has an index of words', async () => {
    const writer = await fill(await bench.open(), 'a.ts');
    const reader = await bench.open(false);
    const pair = new Pair(reader, 0);
    const records = await pair.load();
    const news = async (): Promise<boolean> => {
      await pair.searchable.refresh(byPath(records), await pair.store.readFiles());
      return reader.search.hasTermIndex;
    };
    assert.equal(await news(), false);
    await writer.search.buildIndexes(60_000);
    assert.equal(await news(), true);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
    await writer.optimize();
    assert.equal(await news(), false);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
  });

  it('makes the searches of a store fast at rest, where the store is searched', async () => {
    const store = await fill(await bench.open(), 'a.ts', 'b.ts');
    const build = mock.method(store.search, 'buildIndexes').mock;
    for (const maxChunks of [2, 1]) {
      const pair = new Pair(store, maxChunks);
      await pair.load();
      assert.equal(build.callCount(), 0);
      await pair.searchable.whenAtRest();
      assert.equal(build.callCount(), maxChunks === 1 ? 1 : 0);
      assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1']);
    }
  });

  it('goes on where that fails, as on a full disk, and says so', async () => {
    const store = await fill(await bench.open(), 'a.ts', 'b.ts');
    store.search.buildIndexes = () => Promise.reject(new Error('No space left on device'));
    const pair = new Pair(store, 1);
    await pair.load();
    await pair.searchable.whenAtRest();
    assert.match(pair.logger.lines.at(-1) ?? '', /^warn: .*could not be made faster: No space left/);
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1']);
  });

  it('keeps all chunks in memory where the store cannot search', async () => {
    const pair = new Pair(await filled('a.ts', 'b.ts', 'c.ts'), 2);
    await pair.load();
    await pair.searchable.whenAtRest();
    assert.deepEqual(await pair.found(), ['a.ts:1', 'b.ts:1', 'c.ts:1']);
  });

  it('keeps just as many chunks as it may, and says once that it keeps none from there on', async () => {
    const pair = new Pair(await fill(await bench.open(), 'a.ts', 'b.ts'), 2);
    await pair.load();
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
    const pair = new Pair(store);
    await pair.load();
    const hits = await searchFolder(
      pair.searchable.source,
      'load',
      undefined,
      { limit: 5, filter: {} },
      never,
    );
    assert.deepEqual(
      hits.map(({ chunk }) => chunk.path),
      ['a.ts'],
    );
  });

  /** A store whose chunks cannot be read until it was repaired. */
  async function damaged(writable: boolean): Promise<ChunkStore & { repairs: number }> {
    const store = Object.assign(await filled('a.ts', 'b.ts'), { writable, repairs: 0 });
    const readChunks = store.readChunks.bind(store);
    store.readChunks = async function* (paths) {
      yield* readChunks(paths ?? ['a.ts']);
      if (store.repairs === 0) throw new AkinError('store-damaged', 'A part of the index is damaged.');
    };
    store.repair = async () => {
      store.repairs++;
      await store.commit(gone('b.ts'));
    };
    return store;
  }

  it('repairs a damaged store and finds what is left, each once', async () => {
    const store = await damaged(true);
    const pair = new Pair(store);
    const records = await pair.load();
    assert.equal(store.repairs, 1);
    assert.deepEqual(
      records.map(({ path }) => path),
      ['a.ts'],
    );
    assert.deepEqual(await pair.found(), ['a.ts:1']);
    assert.match(pair.logger.lines.join(), /cannot be read as a whole/);
  });

  it('repairs no store that another process writes, and finds what is sound', async () => {
    const store = await damaged(false);
    const pair = new Pair(store);
    await pair.load();
    assert.equal(store.repairs, 0);
    assert.deepEqual(await pair.found(), ['a.ts:1']);
  });

  it('passes on that the store cannot be read', async () => {
    const store = new MemoryStore();
    store.readChunks = () => {
      throw new Error('broken');
    };
    await assert.rejects(new Pair(store).load(), /broken/);
  });
});

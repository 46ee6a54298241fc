import assert from 'node:assert/strict';
import { silentLogger } from '../../../server/src/base/logger';
import { type FolderQuery, QueryCache } from '../../../server/src/engine/queryCache';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { MemorySource, type SearchSource, StoreSource } from '../../../server/src/search/searchSource';
import type { QueryModel } from '../../../server/src/search/semanticSearch';
import { never } from '../signals';
import { LanceBench } from '../store/lanceBench';
import { axis, chunkOf, DIMENSIONS, replacing } from '../store/samples';

const load = { symbol: 'load', vector: axis(0) };

/** An index whose every use by a search is counted. */
class CountingSource implements SearchSource {
  searches = 0;
  readonly index = new SearchIndex(DIMENSIONS);
  private readonly inner = new MemorySource(this.index);
  /** What happens while a search is on its way. */
  meanwhile: () => void = () => undefined;

  constructor(...paths: string[]) {
    this.add(...paths);
  }

  add(...paths: string[]): void {
    this.index.add(paths.map((path) => chunkOf(path, 1, load)));
  }

  get version(): string {
    return this.inner.version;
  }

  indexFor(): Promise<SearchIndex> {
    this.searches++;
    this.meanwhile();
    return this.inner.indexFor();
  }
}

describe('QueryCache', () => {
  let bench: LanceBench;
  let cache: QueryCache;
  let source: CountingSource;
  let model: NonNullable<QueryModel>;
  let embedded: number;
  beforeEach(() => {
    bench = new LanceBench();
    cache = new QueryCache(silentLogger);
    source = new CountingSource('a.ts', 'b.ts');
    embedded = 0;
    model = {
      minimumSimilarity: -1,
      embed: () => {
        embedded++;
        return Promise.resolve(axis(0));
      },
    };
  });
  afterEach(async () => {
    await cache.dispose();
    await bench.dispose();
  });

  const query: FolderQuery = { folder: '/one', query: 'load it', limit: 10, filter: {}, without: [] };
  async function found(asked: Partial<FolderQuery> = {}, from: SearchSource = source): Promise<string[]> {
    const ranked = await cache.ranked(from, { ...query, ...asked }, model, never);
    return ranked.map(({ chunk }) => chunk.path).sort();
  }

  it('answers the same query once', async () => {
    for (let i = 0; i < 3; i++) assert.deepEqual(await found(), ['a.ts', 'b.ts']);
    assert.deepEqual([source.searches, embedded], [1, 1]);
    const { hits, misses, missCostMs, savedMs } = cache.statistics();
    assert.deepEqual([hits, misses], [2, 1]);
    assert.ok(missCostMs > 0 && savedMs === 2 * missCostMs);
  });

  const different: [what: string, asked: Partial<FolderQuery>][] = [
    ['words', { query: 'load them' }],
    ['limit', { limit: 1 }],
    ['languages', { filter: { languages: ['python'] } }],
    ['kinds', { filter: { kinds: ['class'] } }],
    ['files', { filter: { paths: ['a.ts'] } }],
    ['no files at all', { filter: { paths: [] } }],
    ['signals', { without: ['vectors'] }],
    ['folder', { folder: '/other' }],
  ];
  for (const [what, asked] of different)
    it(`tells queries apart by their ${what}`, async () => {
      const usual = await found();
      const other = await found(asked);
      assert.equal(source.searches, 2);
      assert.deepEqual([await found(), await found(asked)], [usual, other]);
      assert.equal(source.searches, 2);
    });

  it('tells globs apart by the files that they mean now', async () => {
    await found({ filter: { paths: ['a.ts'] } });
    assert.deepEqual(await found({ filter: { paths: ['a.ts', 'b.ts'] } }), ['a.ts', 'b.ts']);
  });

  it('never answers from before a change of the index', async () => {
    await found();
    source.add('c.ts');
    assert.deepEqual(await found(), ['a.ts', 'b.ts', 'c.ts']);
    source.index.remove(['a.ts']);
    assert.deepEqual(await found(), ['b.ts', 'c.ts']);
    source.index.clear();
    assert.deepEqual(await found(), []);
    assert.equal(cache.statistics().hits, 0);
  });

  it('gives up what a change has made useless, and nothing of other folders', async () => {
    const other = new CountingSource('x.ts');
    await found({ folder: '/other' }, other);
    for (const text of ['load 1', 'load 2', 'load 3']) await found({ query: text });
    source.add('c.ts');
    await found();
    assert.equal(cache.statistics().stores[0]?.entries, 2);
    await found({ folder: '/other' }, other);
    assert.equal(other.searches, 1);
  });

  it('does not mistake the index of a folder that is opened anew for the one before', async () => {
    await found();
    const again = new CountingSource('z.ts', 'y.ts');
    assert.equal(again.index.revision, source.index.revision);
    assert.deepEqual(await found({}, again), ['y.ts', 'z.ts']);
  });

  it('does not keep an answer when the index has changed while it was found', async () => {
    source.meanwhile = () => source.add(`late ${source.searches}.ts`);
    await found();
    source.meanwhile = () => undefined;
    const { length } = await found();
    assert.deepEqual([source.searches, length], [2, 3]);
  });

  it('does not keep what was found without the model', async () => {
    model.embed = () => Promise.resolve(undefined);
    await found();
    model.embed = () => Promise.resolve(axis(0));
    await found();
    assert.equal(source.searches, 2);
    await found();
    assert.equal(source.searches, 2);
  });

  it('tells answers with a model from those of before there was one', async () => {
    await cache.ranked(source, query, undefined, never);
    await cache.ranked(source, query, undefined, never);
    assert.equal(source.searches, 1);
    await found();
    assert.equal(source.searches, 2);
  });

  it('keeps nothing of a store that another process writes', async () => {
    const store = await bench.filled([chunkOf('a.ts', 1, load)]);
    const shared = new StoreSource(store, store.search, DIMENSIONS);
    assert.deepEqual(await found({}, shared), ['a.ts']);
    await store.commit(replacing(chunkOf('b.ts', 1, load)));
    assert.deepEqual(await found({}, shared), ['a.ts', 'b.ts']);
    assert.equal(cache.statistics().stores[0]?.entries, 0);
  });

  it('has nothing of a folder whose store another process has begun to write', async () => {
    await found();
    const store = await bench.open();
    await found({}, new StoreSource(store, store.search, DIMENSIONS));
    assert.equal(cache.statistics().stores[0]?.entries, 0);
  });

  it('keeps an answer that was prepared, without counting a lookup', async () => {
    await cache.answer(source, query, model, never);
    const { hits, misses } = cache.statistics();
    assert.deepEqual([hits, misses], [0, 0]);
    await found();
    assert.deepEqual([source.searches, cache.statistics().hits], [1, 1]);
  });

  it('is empty once it is cleared', async () => {
    await found();
    await cache.clear();
    await found();
    assert.equal(source.searches, 2);
  });

  it('ends on the signal of its caller, and keeps nothing of that', async () => {
    await assert.rejects(cache.ranked(source, query, model, AbortSignal.abort()), { code: 'aborted' });
    assert.equal(cache.statistics().stores[0]?.entries, 0);
  });
});

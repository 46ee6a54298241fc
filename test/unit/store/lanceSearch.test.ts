import assert from 'node:assert/strict';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { IndexedChunk, StoreFilter } from '../../../server/src/store/chunkStore';
import type { LanceStore } from '../../../server/src/store/lanceStore';
import { LanceBench, LATENCY_GOAL_MS } from './lanceBench';
import { AFTER_GRACE_MS, atDegrees, axis, chunkOf, placeOf, replacing } from './samples';

describe('searching in LanceDB', () => {
  let bench: LanceBench;
  let store: LanceStore;
  beforeEach(async () => {
    bench = new LanceBench();
    store = await bench.open();
  });
  afterEach(() => bench.dispose());

  const byVector = async (vector: Float32Array, limit = 10, filter: StoreFilter = {}): Promise<string[]> =>
    (await store.search.byVector(vector, limit, filter)).map(({ chunk }) => placeOf(chunk));
  const byTerms = async (terms: string[], limit = 10, filter: StoreFilter = {}): Promise<string[]> =>
    (await store.search.byTerms(terms, limit, filter)).map(({ chunk }) => placeOf(chunk));
  const bySymbol = async (name: string, limit = 10, filter: StoreFilter = {}): Promise<string[]> =>
    (await store.search.bySymbol(name, limit, filter)).map(placeOf);

  async function hold(...chunks: IndexedChunk[]): Promise<void> {
    await store.commit(replacing(...chunks));
    await store.search.buildIndexes(LATENCY_GOAL_MS);
  }

  it('answers nothing at first, and words before and after they have an index', async () => {
    assert.deepEqual(await byVector(axis(0)), []);
    assert.deepEqual(await byTerms(['load']), []);
    assert.deepEqual(await bySymbol('load'), []);
    await store.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load' })));
    assert.deepEqual(await byTerms(['load']), ['a.ts:1']);
    await store.search.buildIndexes(LATENCY_GOAL_MS);
    await store.search.buildIndexes(LATENCY_GOAL_MS);
    assert.deepEqual(await byTerms(['load']), ['a.ts:1']);
  });

  it('finds the nearest vectors first, with the cosine', async () => {
    await hold(
      chunkOf('a.ts', 1, { vector: atDegrees(60) }),
      chunkOf('b.ts', 1, { vector: atDegrees(10) }),
      chunkOf('c.ts', 1, { vector: atDegrees(170) }),
      chunkOf('d.ts', 1, { vector: null }),
    );
    const found = await store.search.byVector(atDegrees(0), 10, {});
    assert.deepEqual(
      found.map(({ chunk }) => placeOf(chunk)),
      ['b.ts:1', 'a.ts:1', 'c.ts:1'],
      'a chunk without a vector is not found by one',
    );
    const expected = [10, 60, 170].map((degrees) => Math.cos((degrees * Math.PI) / 180));
    found.forEach(({ score }, at) => assert.ok(Math.abs(score - (expected[at] ?? 0)) < 0.01));
    assert.deepEqual(await byVector(atDegrees(0), 2), ['b.ts:1', 'a.ts:1']);
  });

  it('finds the nearest of many more than are asked for', async () => {
    const chunks = Array.from({ length: 180 }, (_, i) =>
      chunkOf(`f${i}.ts`, 1, { vector: atDegrees((i * 77) % 180) }),
    );
    await hold(...chunks);
    const nearest = [0, 1, 2].map((degrees) => chunks.findIndex((_, i) => (i * 77) % 180 === degrees));
    assert.deepEqual(
      await byVector(atDegrees(0), 3),
      nearest.map((i) => `f${i}.ts:1`),
    );
  });

  it('finds words, the rarer first, just committed ones too', async () => {
    await hold(
      chunkOf('a.ts', 1, { terms: 'open file read' }),
      chunkOf('b.ts', 1, { terms: 'open door' }),
      chunkOf('c.ts', 1, { terms: 'close door now' }),
    );
    assert.deepEqual(await byTerms(['file', 'open']), ['a.ts:1', 'b.ts:1']);
    await store.commit(replacing(chunkOf('d.ts', 1, { terms: 'umbrella' })));
    assert.deepEqual(await byTerms(['umbrella']), ['d.ts:1']);
    await store.optimize();
    assert.deepEqual(await byTerms(['umbrella']), ['d.ts:1']);
    assert.deepEqual(await byTerms(['umbrell']), []);
    assert.deepEqual(await byTerms([]), []);
    assert.equal((await byTerms(['door', 'open'], 1)).length, 1);
  });

  it('finds words without an index too: whole ones, the rarer first, where the filter allows', async () => {
    await store.commit(
      replacing(
        chunkOf('a.ts', 1, { terms: 'open file_name read' }),
        chunkOf('b.ts', 1, { terms: "open door it's" }),
        chunkOf('c.go', 1, { terms: 'reopen door now', language: 'go' }),
      ),
    );
    assert.deepEqual(await byTerms(['file_name', 'open']), ['a.ts:1', 'b.ts:1']);
    assert.deepEqual(await byTerms(['file_name', 'door'], 1), ['a.ts:1']);
    assert.deepEqual(await byTerms(['fileXname']), []);
    assert.deepEqual(await byTerms(["it's"]), ['b.ts:1']);
    assert.deepEqual(await byTerms(['door'], 10, { languages: ['go'] }), ['c.go:1']);
    assert.deepEqual(await byTerms([]), []);
  });

  it('finds words while a rewritten table has no index of them, and when it has one again', async () => {
    await hold(chunkOf('a.ts', 1, { terms: 'door' }));
    await store.commit(replacing(chunkOf('b.ts', 1, { terms: 'window' })));
    await store.optimize();
    for (const when of ['without', 'with']) {
      assert.deepEqual(await byTerms(['door']), ['a.ts:1'], when);
      assert.deepEqual(await byTerms(['window']), ['b.ts:1'], when);
      await store.search.buildIndexes(LATENCY_GOAL_MS);
    }
  });

  describe('with an index of words', () => {
    /** What the table of chunks and its indexes are made of. */
    const pieces = (): string[] =>
      readdirSync(bench.scratch.at('store/chunks.lance'), { recursive: true, encoding: 'utf8' })
        .filter((name) => /(?:data|_indices)\//.test(name))
        .sort();

    beforeEach(async () => {
      const all = Array.from({ length: 100 }, (_, i) => chunkOf(`f${i}.ts`, 1, { terms: 'door' }));
      for (const half of [all.slice(0, 50), all.slice(50)]) await store.commit(replacing(...half));
      await store.optimize();
      await store.search.buildIndexes(LATENCY_GOAL_MS);
      assert.ok(store.search.hasTermIndex);
    });

    it('drops old versions after one save too, once it may take as long as it takes', async () => {
      await store.commit(replacing(chunkOf('f7.ts', 1, { terms: 'window' })));
      await store.optimize();
      assert.equal(await store.prune(), false);
      const before = pieces();
      await store.optimize(true);
      assert.ok(!store.search.hasTermIndex);
      await store.search.buildIndexes(LATENCY_GOAL_MS);
      await delay(AFTER_GRACE_MS);
      assert.equal(await store.prune(), true);
      const data = (names: string[]): number => names.filter((name) => name.startsWith('data/')).length;
      assert.ok(data(before) > 1);
      assert.equal(data(pieces()), 1);
      assert.deepEqual(await byTerms(['window']), ['f7.ts:1']);
      assert.equal((await byTerms(['door'], 200)).length, 99);
    });

    it('does not merge what was saved since into it to drop old versions or to be closed', async () => {
      await store.commit(replacing(chunkOf('f7.ts', 1, { terms: 'window' })));
      await store.optimize();
      const before = pieces();
      assert.equal(await store.prune(), false);
      assert.deepEqual(pieces(), before);
      await bench.close(store);
      assert.deepEqual(pieces(), before);
      store = await bench.open();
      assert.ok(store.search.hasTermIndex);
      assert.deepEqual(await byTerms(['window']), ['f7.ts:1']);
      assert.equal((await byTerms(['door'], 200)).length, 99);
    });

    it('drops old versions when it is closed, and leaves it as it is, where nothing was saved since', async () => {
      const before = pieces();
      await bench.close(store);
      const after = pieces();
      assert.deepEqual(
        after.filter((name) => name.includes('_indices/')),
        before.filter((name) => name.includes('_indices/')),
      );
      assert.equal(after.filter((name) => name.includes('data/')).length, 1);
      assert.ok(after.length < before.length, after.join());
    });
  });

  it('in a window that only reads, finds words while the one that writes makes their index, drops it and makes it anew', async () => {
    await store.commit(
      replacing(chunkOf('a.ts', 1, { terms: 'the file_name _x' }), chunkOf('b.ts', 1, { terms: 'window' })),
    );
    const reader = await bench.open(false);
    const terms = ['the', 'file_name', '_x', 'window'];
    const found = async (): Promise<string[]> => {
      const answers = await Promise.all(terms.map((term) => reader.search.byTerms([term], 10, {})));
      return answers.map((answer) => answer.map(({ chunk }) => placeOf(chunk)).join());
    };
    const wanted = ['a.ts:1', 'a.ts:1', 'a.ts:1', 'b.ts:1'];
    assert.deepEqual(await found(), wanted);
    for (let round = 0; round < 2; round++) {
      await store.search.buildIndexes(LATENCY_GOAL_MS);
      assert.deepEqual(await found(), wanted, 'without having been told');
      await reader.search.look();
      assert.ok(reader.search.hasTermIndex);
      assert.deepEqual(await found(), wanted);
      await store.commit(replacing(chunkOf('b.ts', 1, { terms: 'window' })));
      await store.optimize();
      assert.deepEqual(
        await found(),
        wanted,
        'of an index that is gone: LanceDB looks through all rows then',
      );
      await reader.search.look();
      assert.ok(!reader.search.hasTermIndex);
    }
  });

  it('does not find words that were replaced', async () => {
    await hold(chunkOf('a.ts', 1, { terms: 'before' }));
    await store.optimize();
    await store.commit(replacing(chunkOf('a.ts', 1, { terms: 'after' })));
    assert.deepEqual(await byTerms(['before']), []);
    assert.deepEqual(await byTerms(['after']), ['a.ts:1']);
  });

  it('finds words in any script, as the terms have them', async () => {
    await hold(chunkOf('a.ts', 1, { terms: 'größe 日本 $scope _x' }));
    for (const term of ['größe', '日本', '$scope', '_x'])
      assert.deepEqual(await byTerms([term]), ['a.ts:1'], term);
  });

  it('finds the definitions of a name, letter case aside', async () => {
    await hold(
      chunkOf('a.ts', 1, { symbol: 'parseQuery' }),
      chunkOf('b.ts', 1, { symbol: 'ParseQuery' }),
      chunkOf('c.ts', 1, { symbol: 'parseQueryString' }),
      chunkOf('d.ts', 1, { symbol: "it's" }),
    );
    assert.deepEqual((await bySymbol('PARSEQUERY')).sort(), ['a.ts:1', 'b.ts:1']);
    assert.equal((await bySymbol('parseQuery', 1)).length, 1);
    assert.deepEqual(await bySymbol("it's"), ['d.ts:1']);
    assert.deepEqual(await bySymbol("x' OR '1'='1"), []);
  });

  it('narrows every kind of search by language, kind and path', async () => {
    const quoted = `it's "a" \`b\` %_\\.ts`;
    const shared = { symbol: 'load', vector: axis(0) };
    await hold(
      chunkOf('a.py', 1, { ...shared, language: 'python' }),
      chunkOf('b.ts', 1, { ...shared, kind: 'class' }),
      chunkOf(quoted, 1, shared),
    );
    const searches = [
      (filter = {}) => byVector(axis(0), 10, filter),
      (filter = {}) => byTerms(['load'], 10, filter),
      (filter = {}) => bySymbol('load', 10, filter),
    ];
    for (const search of searches) {
      assert.equal((await search()).length, 3);
      assert.deepEqual(await search({ languages: ['python', 'go'] }), ['a.py:1']);
      assert.deepEqual(await search({ kinds: ['class'] }), ['b.ts:1']);
      assert.deepEqual(await search({ paths: [quoted] }), [`${quoted}:1`]);
      assert.deepEqual(await search({ paths: [] }), []);
      assert.deepEqual(await search({ languages: ['python'], kinds: ['class'] }), []);
    }
  });

  it('takes a filter of many paths', async () => {
    await hold(chunkOf('dir/file77.ts', 1, { symbol: 'load', vector: axis(0) }));
    const paths = Array.from({ length: 20_000 }, (_, i) => `dir/file${i}.ts`);
    assert.deepEqual(await byVector(axis(0), 10, { paths }), ['dir/file77.ts:1']);
    assert.deepEqual(await byTerms(['load'], 10, { paths }), ['dir/file77.ts:1']);
  });

  it('finds nothing after it was cleared, and again what comes after that', async () => {
    await hold(chunkOf('a.ts', 1, { symbol: 'load', vector: axis(0) }));
    await store.clear();
    assert.deepEqual(await byTerms(['load']), []);
    await hold(chunkOf('b.ts', 1, { symbol: 'load', vector: axis(0) }));
    assert.deepEqual(await byTerms(['load']), ['b.ts:1']);
    assert.deepEqual(await byVector(axis(0)), ['b.ts:1']);
  });

  it('answers while it takes commits and compacts', async () => {
    await hold(chunkOf('a.ts', 0, { symbol: 'load', vector: axis(0) }));
    for (let round = 0; round < 3; round++) {
      const work = [store.optimize(), store.prune()];
      for (let i = 0; i < 4; i++)
        work.push(store.commit(replacing(chunkOf('a.ts', i, { symbol: 'load', vector: axis(0) }))));
      await Promise.all([...work, byTerms(['load']), byVector(axis(0))]);
    }
    assert.deepEqual(await byTerms(['load']), ['a.ts:3']);
  });

  it('has its index of words when it is opened again', async () => {
    await hold(chunkOf('a.ts', 1, { symbol: 'load' }));
    await bench.close(store);
    store = await bench.open();
    assert.deepEqual(await byTerms(['load']), ['a.ts:1']);
  });

  // Any look at all vectors takes longer than nothing.
  for (const [name, goalMs] of [
    ['a file of vectors', LATENCY_GOAL_MS],
    ['an index of vectors', 0],
  ] as const)
    describe(`with ${name}`, function () {
      this.timeout(60_000);
      const COUNT = 6_000;
      const spread = (i: number): Float32Array => atDegrees((i * 360) / COUNT);

      beforeEach(async () => {
        const chunks = Array.from({ length: COUNT }, (_, i) => chunkOf(`f${i}.ts`, 1, { vector: spread(i) }));
        await store.commit(replacing(...chunks));
        await store.search.buildIndexes(goalMs);
      });

      it('finds the nearest', async () => {
        const found = await store.search.byVector(spread(1_000), 5, {});
        assert.equal(found[0]?.chunk.path, 'f1000.ts');
        assert.ok(
          found.every(({ score }) => score > 0.999),
          JSON.stringify(found),
        );
      });

      it('finds what has changed since by what it is now', async () => {
        await store.commit(replacing(chunkOf('f1000.ts', 1, { vector: spread(4_000) })));
        await store.commit({ dropChunksOf: ['f1001.ts'], dropFiles: ['f1001.ts'], chunks: [], files: [] });
        assert.ok((await byVector(spread(4_000), 200)).includes('f1000.ts:1'));
        const around = await byVector(spread(1_000), 5);
        assert.ok(!around.includes('f1000.ts:1') && !around.includes('f1001.ts:1'), around.join());
      });

      it('finds what changes while it is begun by what it is then', async () => {
        await store.commit(replacing(...Array.from({ length: 500 }, (_, i) => chunkOf(`more${i}.ts`, 1))));
        const building = store.search.buildIndexes(goalMs);
        const saved = store.commit(replacing(chunkOf('f1000.ts', 1, { vector: spread(4_000) })));
        await Promise.all([building, saved]);
        assert.ok((await byVector(spread(4_000), 200)).includes('f1000.ts:1'));
      });

      it('narrows by a filter', async () => {
        assert.deepEqual(await byVector(spread(1_000), 5, { paths: ['f7.ts'] }), ['f7.ts:1']);
      });

      if (goalMs > 0)
        it('searches its tables when the file of vectors is cut short, and writes it anew', async () => {
          truncateSync(bench.scratch.at('store/nearest.vectors'), 100);
          for (let round = 0; round < 2; round++) {
            assert.ok((await byVector(spread(1_000), 5)).includes('f1000.ts:1'));
            await store.search.buildIndexes(goalMs);
          }
          assert.ok(statSync(bench.scratch.at('store/nearest.vectors')).size > COUNT);
        });

      it('has no file of vectors beside its tables when it is closed', async () => {
        await bench.close(store);
        assert.ok(!readdirSync(bench.scratch.at('store')).includes('nearest.vectors'));
      });

      it('leaves no file of vectors when it is closed while that is written', async () => {
        await store.clear();
        const chunks = Array.from({ length: COUNT }, (_, i) => chunkOf(`f${i}.ts`, 1, { vector: spread(i) }));
        await store.commit(replacing(...chunks));
        const building = store.search.buildIndexes(goalMs);
        await bench.close(store);
        // The tables may be gone in the middle of it.
        await building.catch(() => undefined);
        assert.ok(!readdirSync(bench.scratch.at('store')).includes('nearest.vectors'));
      });

      it('forgets it with all else', async () => {
        await store.clear();
        assert.deepEqual(await byVector(spread(1_000), 5), []);
      });
    });
});

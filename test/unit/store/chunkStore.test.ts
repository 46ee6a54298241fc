import assert from 'node:assert/strict';
import type { ChunkStore, IndexedChunk } from '../../../server/src/store/chunkStore';
import { LanceStore } from '../../../server/src/store/lanceStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { silentLogger } from '../../../server/src/base/logger';
import { ScratchFolder } from '../scratchFolder';
import { atDegrees, axis, chunkOf, DIMENSIONS, recordOf, replacing } from './samples';

/** What every store has to do, whatever keeps it. */
const stores: Record<string, (folder: string) => Promise<ChunkStore>> = {
  'in LanceDB': (folder) =>
    LanceStore.open({ folder, dimensions: DIMENSIONS, writable: true, logger: silentLogger }),
  'in memory': () => Promise.resolve(new MemoryStore()),
};

for (const [name, open] of Object.entries(stores))
  describe(`chunk store ${name}`, () => {
    let scratch: ScratchFolder;
    let store: ChunkStore;
    beforeEach(async () => {
      scratch = new ScratchFolder();
      store = await open(scratch.at('store'));
    });
    afterEach(async () => {
      await store.close();
      scratch.remove();
    });

    const ids = (found: readonly { chunk: { id: string } }[]): string[] => found.map(({ chunk }) => chunk.id);

    it('is empty at first, and answers nothing', async () => {
      assert.deepEqual(await store.readFiles(), []);
      assert.equal(await store.countChunks(), 0);
      assert.deepEqual(await store.searchVector(axis(0), 10, {}), []);
      assert.deepEqual(await store.searchTerms(['a'], 10, {}), []);
      assert.deepEqual(await store.findSymbol('a', 10, {}), []);
      assert.deepEqual(await store.chunksOf('a.ts'), []);
      assert.equal((await store.readVectors(['a.ts'])).size, 0);
      await store.optimize();
      await store.prune();
    });

    it('keeps file records as they are', async () => {
      const records = [
        recordOf('a.ts', 1, { sizeBytes: 5_000_000_000, mtimeMs: 4_000_000_000_001 }),
        recordOf('b.bin', 0, { skipped: 'binary', embedded: false, contentHash: '' }),
      ];
      await store.commit({ dropChunksOf: [], chunks: [], files: records, dropFiles: [] });
      const byPath = (await store.readFiles()).sort((a, b) => (a.path < b.path ? -1 : 1));
      assert.deepEqual(byPath, records);
    });

    it('gives a chunk back with all it holds', async () => {
      const chunk = chunkOf('a.ts', 3, {
        kind: 'method',
        symbol: 'größe',
        container: 'Box.Inner',
        signature: 'größe(of: \'x\' | "y"): number',
        doc: 'Ünïcode 🚀',
        vector: axis(1),
      });
      await store.commit(replacing(chunk));
      const { vector, ...stored } = { ...chunk, terms: undefined };
      Reflect.deleteProperty(stored, 'terms');
      const [found] = await store.searchVector(axis(1), 1, {});
      assert.deepEqual({ ...found?.chunk, ...stored }, found?.chunk);
      const [same] = await store.chunksOf('a.ts');
      assert.deepEqual([...(same?.vector ?? [])], [...(vector ?? [])]);
    });

    it('replaces the chunks of a file and drops those of a file that is gone', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1), chunkOf('a.ts', 9), chunkOf('b.ts', 1)));
      await store.commit(replacing(chunkOf('a.ts', 2, { symbol: 'renamed' })));
      assert.deepEqual(
        (await store.chunksOf('a.ts')).map(({ id }) => id),
        ['a.ts:2'],
      );
      assert.equal(await store.countChunks(), 2);
      await store.commit({ dropChunksOf: ['b.ts'], chunks: [], files: [], dropFiles: ['b.ts'] });
      assert.equal(await store.countChunks(), 1);
      assert.deepEqual(
        (await store.readFiles()).map(({ path }) => path),
        ['a.ts'],
      );
    });

    it('finds the nearest vectors first, with the cosine', async () => {
      await store.commit(
        replacing(
          chunkOf('a.ts', 1, { vector: atDegrees(60) }),
          chunkOf('b.ts', 1, { vector: atDegrees(10) }),
          chunkOf('c.ts', 1, { vector: atDegrees(170) }),
          chunkOf('d.ts', 1, { vector: null }),
        ),
      );
      const found = await store.searchVector(atDegrees(0), 10, {});
      assert.deepEqual(
        ids(found),
        ['b.ts:1', 'a.ts:1', 'c.ts:1'],
        'a chunk without a vector is not found by one',
      );
      const expected = [10, 60, 170].map((degrees) => Math.cos((degrees * Math.PI) / 180));
      found.forEach(({ score }, at) => assert.ok(Math.abs(score - (expected[at] ?? 0)) < 1e-5));
      assert.equal((await store.searchVector(atDegrees(0), 2, {})).length, 2);
    });

    it('finds words, the rarer and the more frequent first, just committed ones too', async () => {
      await store.commit(
        replacing(
          chunkOf('a.ts', 1, { terms: 'open file read file' }),
          chunkOf('b.ts', 1, { terms: 'open door' }),
          chunkOf('c.ts', 1, { terms: 'close door now' }),
        ),
      );
      assert.deepEqual(ids(await store.searchTerms(['file', 'open'], 10, {})), ['a.ts:1', 'b.ts:1']);
      await store.commit(replacing(chunkOf('d.ts', 1, { terms: 'umbrella' })));
      assert.deepEqual(ids(await store.searchTerms(['umbrella'], 10, {})), ['d.ts:1']);
      await store.optimize();
      assert.deepEqual(ids(await store.searchTerms(['umbrella'], 10, {})), ['d.ts:1']);
      assert.deepEqual(await store.searchTerms(['umbrell'], 10, {}), []);
      assert.deepEqual(await store.searchTerms([], 10, {}), []);
      assert.equal((await store.searchTerms(['door', 'open'], 1, {})).length, 1);
    });

    it('does not find words that were replaced', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1, { terms: 'before' })));
      await store.optimize();
      await store.commit(replacing(chunkOf('a.ts', 1, { terms: 'after' })));
      assert.deepEqual(await store.searchTerms(['before'], 10, {}), []);
      assert.deepEqual(ids(await store.searchTerms(['after'], 10, {})), ['a.ts:1']);
    });

    it('finds words in any script, as the terms have them', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1, { terms: 'größe 日本 $scope _x' })));
      for (const term of ['größe', '日本', '$scope', '_x'])
        assert.deepEqual(ids(await store.searchTerms([term], 10, {})), ['a.ts:1'], term);
    });

    it('finds the definitions of a name, letter case aside', async () => {
      await store.commit(
        replacing(
          chunkOf('a.ts', 1, { symbol: 'parseQuery' }),
          chunkOf('b.ts', 1, { symbol: 'ParseQuery' }),
          chunkOf('c.ts', 1, { symbol: 'parseQueryString' }),
          chunkOf('d.ts', 1, { symbol: "it's" }),
        ),
      );
      const found = await store.findSymbol('PARSEQUERY', 10, {});
      assert.deepEqual(found.map(({ id }) => id).sort(), ['a.ts:1', 'b.ts:1']);
      assert.equal((await store.findSymbol('parseQuery', 1, {})).length, 1);
      assert.deepEqual(
        (await store.findSymbol("it's", 10, {})).map(({ id }) => id),
        ['d.ts:1'],
      );
      assert.deepEqual(await store.findSymbol("x' OR '1'='1", 10, {}), []);
    });

    it('narrows every kind of search by language, kind and path', async () => {
      const quoted = `it's "a" \`b\` %_\\.ts`;
      const shared = { symbol: 'load', vector: axis(0) };
      await store.commit(
        replacing(
          chunkOf('a.py', 1, { ...shared, language: 'python' }),
          chunkOf('b.ts', 1, { ...shared, kind: 'class' }),
          chunkOf(quoted, 1, shared),
        ),
      );
      const searches = [
        async (filter = {}) => ids(await store.searchVector(axis(0), 10, filter)),
        async (filter = {}) => ids(await store.searchTerms(['load'], 10, filter)),
        async (filter = {}) => (await store.findSymbol('load', 10, filter)).map(({ id }) => id),
      ];
      for (const search of searches) {
        assert.equal((await search()).length, 3);
        assert.deepEqual(await search({ languages: ['python', 'go'] }), ['a.py:1']);
        assert.deepEqual(await search({ kinds: ['class'] }), ['b.ts:1']);
        assert.deepEqual(await search({ paths: [quoted] }), [`${quoted}:1`]);
        assert.deepEqual(await search({ paths: [] }), []);
        assert.deepEqual(await search({ languages: ['python'], kinds: ['class'] }), []);
      }
      assert.deepEqual(
        (await store.chunksOf(quoted)).map(({ id }) => id),
        [`${quoted}:1`],
      );
      await store.commit({ dropChunksOf: [quoted], chunks: [], files: [], dropFiles: [quoted] });
      assert.equal(await store.countChunks(), 2);
    });

    it('takes a filter of many paths', async () => {
      await store.commit(replacing(chunkOf('dir/file77.ts', 1, { symbol: 'load', vector: axis(0) })));
      const paths = Array.from({ length: 20_000 }, (_, i) => `dir/file${i}.ts`);
      assert.deepEqual(ids(await store.searchVector(axis(0), 10, { paths })), ['dir/file77.ts:1']);
      assert.deepEqual(ids(await store.searchTerms(['load'], 10, { paths })), ['dir/file77.ts:1']);
    });

    it('gives the vectors of files by the hash of their chunks', async () => {
      await store.commit(
        replacing(
          chunkOf('a.ts', 1, { hash: 'h1', vector: axis(0) }),
          chunkOf('a.ts', 9, { hash: 'h2', vector: null }),
          chunkOf('b.ts', 1, { hash: 'h3', vector: axis(2) }),
        ),
      );
      const vectors = await store.readVectors(['a.ts', 'missing.ts']);
      assert.deepEqual([...vectors.keys()], ['h1']);
      assert.deepEqual([...(vectors.get('h1') ?? [])], [1, 0, 0, 0]);
      const both = await store.readVectors(['a.ts', 'b.ts']);
      assert.deepEqual([...both.keys()].sort(), ['h1', 'h3']);
      assert.deepEqual([...(both.get('h1') ?? [])], [1, 0, 0, 0], 'vectors share no memory');
    });

    describe('reads whole chunks', () => {
      const read = async (paths?: readonly string[]): Promise<IndexedChunk[]> => {
        const chunks: IndexedChunk[] = [];
        for await (const batch of store.readChunks(paths)) chunks.push(...batch);
        return chunks;
      };
      /** The chunks by file, in the order in which they came; fails when those of a file are apart. */
      const byFile = (chunks: readonly IndexedChunk[]): Record<string, number[]> => {
        const files: Record<string, number[]> = {};
        chunks.forEach(({ path, startLine }, at) => {
          const lines = (files[path] ??= []);
          if (lines.length > 0) assert.equal(chunks[at - 1]?.path, path, 'those of one file in a row');
          lines.push(startLine);
        });
        return files;
      };

      it('of an empty store, none', async () => {
        assert.deepEqual(await read(), []);
        assert.deepEqual(await read([]), []);
        assert.deepEqual(await read(['a.ts']), []);
        await store.commit(replacing(chunkOf('a.ts', 1)));
        await store.clear();
        assert.deepEqual(await read(), []);
      });

      it('as they were written', async () => {
        const chunks = [
          chunkOf(`it's "a" \`b\` %_\\.ts`, 3, {
            language: 'python',
            kind: 'method',
            symbol: 'größe',
            container: 'Box.Inner',
            signature: 'größe(of: \'x\' | "y"): number',
            doc: 'Ünïcode 🚀\n\tsecond line',
            terms: 'größe 日本 $scope _x __proto__',
            vector: atDegrees(30),
          }),
          chunkOf('b.ts', 1, { terms: '', vector: null, startLine: 2_000_000, endLine: 2_000_001 }),
        ];
        await store.commit(replacing(...chunks));
        const plain = (chunk: IndexedChunk): object => ({
          ...chunk,
          vector: chunk.vector && [...chunk.vector],
        });
        assert.deepEqual((await read()).map(plain), chunks.map(plain));
        assert.deepEqual((await read([chunks[0]?.path ?? ''])).map(plain), chunks.slice(0, 1).map(plain));
      });

      it('of all files or of those given', async () => {
        await store.commit(
          replacing(chunkOf('a.ts', 1), chunkOf('a.ts', 9), chunkOf('b.ts', 1), chunkOf('c.ts', 1)),
        );
        assert.deepEqual(byFile(await read()), { 'a.ts': [1, 9], 'b.ts': [1], 'c.ts': [1] });
        assert.deepEqual(byFile(await read(['c.ts', 'missing.ts', 'a.ts'])), { 'a.ts': [1, 9], 'c.ts': [1] });
        assert.deepEqual(await read([]), []);
        assert.deepEqual(await read(["x' OR '1'='1"]), []);
      });

      it('with vectors of their own, and without', async () => {
        await store.commit(
          replacing(
            chunkOf('a.ts', 1, { vector: axis(0) }),
            chunkOf('a.ts', 2, { vector: null }),
            chunkOf('a.ts', 3, { vector: axis(2) }),
          ),
        );
        const vectors = (await read()).map(({ vector }) => vector && [...vector]);
        assert.deepEqual(vectors, [[1, 0, 0, 0], null, [0, 0, 1, 0]]);
      });

      it('what is stored now, in the order of each file, before and after compacting', async () => {
        const lines = [5, 1, 9, 3];
        await store.commit(replacing(...lines.map((line) => chunkOf('a.ts', line))));
        await store.commit(replacing(...lines.map((line) => chunkOf('b.ts', line)), chunkOf('c.ts', 1)));
        await store.commit(replacing(...[2, 1].map((line) => chunkOf('a.ts', line))));
        await store.commit({ dropChunksOf: ['c.ts'], chunks: [], files: [], dropFiles: ['c.ts'] });
        const expected = { 'a.ts': [2, 1], 'b.ts': lines };
        assert.deepEqual(byFile(await read()), expected);
        await store.optimize();
        assert.deepEqual(byFile(await read()), expected);
        assert.deepEqual(byFile(await read(['b.ts', 'a.ts'])), expected);
      });

      it('of many files, each with its own', async () => {
        const expected: Record<string, number[]> = {};
        const chunks = Array.from({ length: 1_300 }, (_, file) => {
          const lines = Array.from({ length: 1 + (file % 5) }, (__, i) => 10 * i);
          expected[`f${file}.ts`] = lines;
          return lines.map((line) => chunkOf(`f${file}.ts`, line, { vector: axis(file % DIMENSIONS) }));
        }).flat();
        for (let at = 0; at < 1_300; at += 650)
          await store.commit(
            replacing(
              ...chunks.filter(({ path }) => Math.floor(Number(path.slice(1, -3)) / 650) * 650 === at),
            ),
          );
        assert.deepEqual(byFile(await read()), expected);
        assert.deepEqual(byFile(await read(Object.keys(expected))), expected);
      });
    });

    it('stores a few thousand chunks in one step', async () => {
      const chunks = Array.from({ length: 3_000 }, (_, i) =>
        chunkOf(`f${i % 700}.ts`, i, { symbol: `name${i}`, vector: axis(i % DIMENSIONS) }),
      );
      await store.commit(replacing(...chunks));
      assert.equal(await store.countChunks(), 3_000);
      assert.equal((await store.readFiles()).length, 700);
      assert.deepEqual(
        (await store.findSymbol('name2999', 5, {})).map(({ id }) => id),
        ['f199.ts:2999'],
      );
      await store.commit(replacing(...chunks.slice(0, 1_400)));
      assert.equal(await store.countChunks(), 1_400);
    });

    it('is empty after it was cleared, and can be filled again', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load', vector: axis(0) })));
      await store.clear();
      assert.equal(await store.countChunks(), 0);
      assert.deepEqual(await store.readFiles(), []);
      assert.deepEqual(await store.searchTerms(['load'], 10, {}), []);
      await store.commit(replacing(chunkOf('b.ts', 1, { symbol: 'load', vector: axis(0) })));
      assert.deepEqual(ids(await store.searchTerms(['load'], 10, {})), ['b.ts:1']);
      assert.deepEqual(ids(await store.searchVector(axis(0), 10, {})), ['b.ts:1']);
    });

    it('takes commits while it compacts, and searches meanwhile', async () => {
      await store.commit(replacing(chunkOf('a.ts', 0, { symbol: 'load', vector: axis(0) })));
      for (let round = 0; round < 5; round++) {
        const work = [store.optimize(), store.prune()];
        for (let i = 0; i < 4; i++)
          work.push(store.commit(replacing(chunkOf('a.ts', i, { symbol: 'load', vector: axis(0) }))));
        const [, , ...answers] = await Promise.all([
          ...work,
          store.searchTerms(['load'], 5, {}),
          store.searchVector(axis(0), 5, {}),
        ]);
        assert.ok(answers.length > 0);
      }
      assert.equal(await store.countChunks(), 1);
    });
  });

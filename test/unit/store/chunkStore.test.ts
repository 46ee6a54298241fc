import assert from 'node:assert/strict';
import { byteVectorOf } from '../../../server/src/store/chunkRows';
import type { ChunkStore, IndexedChunk } from '../../../server/src/store/chunkStore';
import { LanceStore } from '../../../server/src/store/lanceStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { silentLogger } from '../../../server/src/base/logger';
import { ScratchFolder } from '../scratchFolder';
import { atDegrees, axis, chunkOf, DIMENSIONS, placeOf, recordOf, replacing } from './samples';

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

    it('is empty at first, and answers nothing', async () => {
      assert.deepEqual(await store.readFiles(), []);
      assert.equal(await store.countChunks(), 0);
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

    it('replaces the chunks of a file and drops those of a file that is gone', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1), chunkOf('a.ts', 9), chunkOf('b.ts', 1)));
      await store.commit(replacing(chunkOf('a.ts', 2, { symbol: 'renamed' })));
      assert.deepEqual((await store.chunksOf('a.ts')).map(placeOf), ['a.ts:2']);
      assert.equal(await store.countChunks(), 2);
      await store.commit({ dropChunksOf: ['b.ts'], chunks: [], files: [], dropFiles: ['b.ts'] });
      assert.equal(await store.countChunks(), 1);
      assert.deepEqual(
        (await store.readFiles()).map(({ path }) => path),
        ['a.ts'],
      );
    });

    it('takes any path', async () => {
      const quoted = `it's "a" \`b\` %_\\.ts`;
      await store.commit(replacing(chunkOf('a.ts', 1), chunkOf(quoted, 1)));
      assert.deepEqual((await store.chunksOf(quoted)).map(placeOf), [`${quoted}:1`]);
      await store.commit({ dropChunksOf: [quoted], chunks: [], files: [], dropFiles: [quoted] });
      assert.equal(await store.countChunks(), 1);
    });

    it('has another revision after each change, and the same while nothing changes', async () => {
      const seen = [await store.revision()];
      const see = async (): Promise<void> => {
        const now = await store.revision();
        assert.ok(!seen.includes(now));
        assert.equal(await store.revision(), now);
        seen.push(now);
      };
      await store.commit(replacing(chunkOf('a.ts', 1)));
      await see();
      await store.commit({ dropChunksOf: ['a.ts'], chunks: [], files: [], dropFiles: ['a.ts'] });
      await see();
      await store.commit({ dropChunksOf: [], chunks: [], files: [recordOf('b.ts', 0)], dropFiles: [] });
      await see();
    });

    it('gives the fingerprints of chunks that have one, those of a file in a row', async () => {
      const fingerprint = Uint8Array.of(3, 0, 255);
      await store.commit(
        replacing(
          chunkOf('a.ts', 1, { fingerprint, symbol: 'größe', container: 'Box' }),
          chunkOf('a.ts', 9),
          chunkOf('b.ts', 1, { fingerprint: Uint8Array.of(7) }),
        ),
      );
      const rows = [];
      for await (const batch of store.readFingerprints()) rows.push(...batch);
      assert.deepEqual(
        rows.map((row) => [row.path, row.startLine, row.symbol, row.container, [...row.fingerprint]]),
        [
          ['a.ts', 1, 'größe', 'Box', [3, 0, 255]],
          ['b.ts', 1, '', '', [7]],
        ],
      );
    });

    it('keeps all that is sound when it is repaired', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1), chunkOf('b.ts', 1)));
      await store.repair();
      assert.equal(await store.countChunks(), 2);
      assert.equal((await store.readFiles()).length, 2);
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
            hash: 'Ünïcode 🚀\n\tsecond line',
            fingerprint: Uint8Array.of(0, 1, 255),
            terms: 'größe 日本 $scope _x __proto__',
            vector: atDegrees(30),
          }),
          chunkOf('b.ts', 1, { terms: '', vector: null, startLine: 2_000_000, endLine: 2_000_001 }),
        ];
        await store.commit(replacing(...chunks));
        const plain = (chunk: IndexedChunk): object => ({
          ...chunk,
          vector: chunk.vector && [...(byteVectorOf(chunk.vector) ?? [])],
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
        const vectors = (await read()).map(({ vector }) => vector && [...(byteVectorOf(vector) ?? [])]);
        assert.deepEqual(vectors, [[127, 0, 0, 0], null, [0, 0, 127, 0]]);
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
      assert.ok((await store.chunksOf('f199.ts')).some(({ symbol }) => symbol === 'name2999'));
      await store.commit(replacing(...chunks.slice(0, 1_400)));
      assert.equal(await store.countChunks(), 1_400);
    });

    it('is empty after it was cleared, and can be filled again', async () => {
      await store.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load', vector: axis(0) })));
      await store.clear();
      assert.equal(await store.countChunks(), 0);
      assert.deepEqual(await store.readFiles(), []);
      assert.deepEqual(await store.chunksOf('a.ts'), []);
      await store.commit(replacing(chunkOf('b.ts', 1, { symbol: 'load', vector: axis(0) })));
      assert.deepEqual((await store.chunksOf('b.ts')).map(placeOf), ['b.ts:1']);
    });

    it('takes commits while it compacts, and is read meanwhile', async () => {
      await store.commit(replacing(chunkOf('a.ts', 0, { symbol: 'load', vector: axis(0) })));
      for (let round = 0; round < 5; round++) {
        const work = [store.optimize(), store.prune()];
        for (let i = 0; i < 4; i++)
          work.push(store.commit(replacing(chunkOf('a.ts', i, { symbol: 'load', vector: axis(0) }))));
        const [counted] = await Promise.all([store.countChunks(), ...work]);
        assert.ok(counted <= 1);
      }
      assert.equal(await store.countChunks(), 1);
    });
  });

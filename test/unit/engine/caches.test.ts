import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { EngineCaches } from '../../../server/src/engine/caches';
import type { CacheSettings } from '../../../server/src/engine/engineTypes';
import { FolderSearch, type SearchedFolder } from '../../../server/src/engine/folderSearch';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { MemorySource } from '../../../server/src/search/searchSource';
import { RecordingLogger } from '../base/recordingLogger';
import { CountingEmbedder } from '../indexing/countingEmbedder';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';
import { axis, chunkOf, DIMENSIONS } from '../store/samples';

const settings: CacheSettings = {
  embeddings: 'both',
  maxBytes: 1e7,
  policy: 'lru',
  maxAgeMs: 1e12,
  queries: true,
};
const vector = Float32Array.of(1, 0, 0, 0);

describe('the caches of an engine', () => {
  let scratch: ScratchFolder;
  const opened: EngineCaches[] = [];
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(async () => {
    for (const caches of opened.splice(0)) await caches.dispose();
    scratch.remove();
  });

  function open(more: Partial<CacheSettings> = {}): EngineCaches {
    const caches = new EngineCaches({
      storagePath: scratch.path,
      settings: { ...settings, ...more },
      memoryBytes: 16_000_000,
      queryEntries: 500,
      logger: new RecordingLogger(),
    });
    opened.push(caches);
    return caches;
  }

  const embedder = new CountingEmbedder();

  it('keep vectors from one start to the next', async () => {
    const caches = open();
    caches.vectorsOf(embedder)?.setMany(new Map([['hash', vector]]));
    await caches.dispose();
    assert.equal(readdirSync(scratch.at('cache/embeddings')).length, 1);
    const again = open();
    assert.deepEqual(await again.vectorsOf(embedder)?.getMany(['hash']), new Map([['hash', vector]]));
    assert.equal(again.statistics().embeddings.hits, 1);
  });

  it('share vectors between two engines that run at once', async () => {
    const [one, other] = [open(), open()];
    one.vectorsOf(embedder)?.setMany(new Map([['hash', vector]]));
    await one.releaseMemory();
    assert.equal((await other.vectorsOf(embedder)?.getMany(['hash']))?.size, 1);
  });

  for (const [embeddings, left] of [
    ['both', 1],
    ['memory', 0],
    ['disk', 1],
  ] as const)
    it(`hold no vectors in memory once it is short, where they are kept in ${embeddings}`, async () => {
      const caches = open({ embeddings });
      caches.vectorsOf(embedder)?.setMany(new Map([['hash', vector]]));
      await caches.releaseMemory();
      const memory = caches.statistics().embeddings.stores.find(({ kind }) => kind === 'memory');
      assert.equal(memory?.entries ?? 0, 0);
      assert.equal((await caches.vectorsOf(embedder)?.getMany(['hash']))?.size, left);
    });

  it('keep nothing where nothing is to be kept', async () => {
    const caches = open({ embeddings: 'off', queries: false });
    assert.equal(caches.vectorsOf(embedder), undefined);
    assert.equal(caches.queries, undefined);
    assert.deepEqual(caches.statistics().embeddings.stores, []);
    await caches.clear();
    await caches.releaseMemory();
    await caches.dispose();
    assert.ok(!existsSync(scratch.at('cache')));
  });

  it('keep no vectors without a model', () => {
    assert.equal(open().vectorsOf(undefined), undefined);
  });

  it('are empty once they are cleared', async () => {
    const caches = open();
    caches.vectorsOf(embedder)?.setMany(new Map([['hash', vector]]));
    const frequencies = caches.frequenciesOf('/one');
    for (let i = 0; i < 2; i++) {
      frequencies.note({ query: 'a', limit: 1, filter: {} });
      await frequencies.save();
    }
    assert.equal(readdirSync(scratch.at('cache/queries')).length, 1);
    await caches.clear();
    assert.equal((await caches.vectorsOf(embedder)?.getMany(['hash']))?.size, 0);
    assert.deepEqual(readdirSync(scratch.at('cache/queries')), []);
    assert.deepEqual(await frequencies.frequent(5), []);
  });

  describe('in the search of a folder', () => {
    class Folder implements SearchedFolder {
      readonly root = '/one';
      readonly index = new SearchIndex(DIMENSIONS);
      state: 'ready' | 'indexing' = 'ready';
      readonly all = ['a.ts', 'b.ts'];

      constructor() {
        this.index.add(this.all.map((path) => chunkOf(path, 1, { symbol: 'load', vector: axis(0) })));
      }

      get searchSource(): MemorySource {
        return new MemorySource(this.index);
      }

      paths(): string[] {
        return this.all;
      }

      status(): { state: 'ready' | 'indexing' } {
        return { state: this.state };
      }
    }

    const model = { minimumSimilarity: -1, embed: () => Promise.resolve(axis(0)) };
    const request = { query: 'load', limit: 10, filter: { include: ['a.ts'] } };
    const search = (caches: EngineCaches): FolderSearch => new FolderSearch(caches, () => model);

    for (const queries of [true, false])
      it(`answer ${queries ? 'once' : 'every time'} where answers are ${queries ? '' : 'not '}kept`, async () => {
        const caches = open({ queries });
        for (let i = 0; i < 2; i++) {
          const ranked = await search(caches).ranked(new Folder(), request, never);
          assert.deepEqual(
            ranked.map(({ chunk }) => chunk.path),
            ['a.ts'],
          );
        }
        const folder = new Folder();
        for (let i = 0; i < 2; i++) await search(caches).ranked(folder, request, never);
        assert.equal(caches.statistics().queries.hits, queries ? 1 : 0);
        await caches.dispose();
        assert.equal(existsSync(scratch.at('cache/queries')), queries);
      });

    it('answer nothing where there is nothing to search', async () => {
      const folder = Object.defineProperty(new Folder(), 'searchSource', { value: undefined });
      assert.deepEqual(await search(open()).ranked(folder, request, never), []);
    });

    it('do not count measurements among the frequent queries', async () => {
      const caches = open();
      for (let i = 0; i < 3; i++)
        await search(caches).ranked(new Folder(), { ...request, without: ['vectors'] }, never);
      await caches.dispose();
      assert.ok(!existsSync(scratch.at('cache/queries')));
    });

    it('answer frequent queries ahead once the index is at rest', async () => {
      const caches = open();
      const frequencies = caches.frequenciesOf('/one');
      for (let i = 0; i < 2; i++) {
        frequencies.note(request);
        await frequencies.save();
      }
      const folder = new Folder();
      search(caches).changed(folder);
      while (caches.statistics().queries.stores[0]?.entries === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await search(caches).ranked(folder, request, never);
      assert.equal(caches.statistics().queries.hits, 1);
    });
  });
});

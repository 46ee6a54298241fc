import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { silentLogger, type Logger } from '../../../server/src/base/logger';
import { LanceStore } from '../../../server/src/store/lanceStore';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { AFTER_GRACE_MS, axis, chunkOf, DIMENSIONS, recordOf, replacing } from './samples';

describe('LanceDB store', () => {
  let scratch: ScratchFolder;
  const opened: LanceStore[] = [];
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    scratch.remove();
  });

  async function open(writable = true, logger: Logger = silentLogger): Promise<LanceStore> {
    const folder = scratch.at('store');
    const store = await LanceStore.open({ folder, dimensions: DIMENSIONS, writable, logger });
    opened.push(store);
    return store;
  }

  async function close(store: LanceStore): Promise<void> {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  }

  it('has what it was given when it is opened again', async () => {
    const first = await open();
    await first.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load', vector: axis(0) })));
    await close(first);
    const again = await open();
    assert.equal(await again.countChunks(), 1);
    const [chunk] = await again.chunksOf('a.ts');
    assert.deepEqual([chunk?.symbol, Buffer.from(chunk?.terms ?? []).toString()], ['load', 'load']);
    assert.equal((await again.search.byVector(axis(0), 5, {})).length, 1);
    assert.ok((await again.sizeBytes()) > 0);
  });

  it('drops the chunks of a file whose record is missing: the process died between the two', async () => {
    const first = await open();
    await first.commit(replacing(chunkOf('a.ts', 1)));
    await first.commit({ dropChunksOf: [], chunks: [chunkOf('b.ts', 1)], files: [], dropFiles: [] });
    assert.equal(await first.countChunks(), 2);
    await close(first);
    const again = await open();
    assert.equal(await again.countChunks(), 1);
    assert.deepEqual(await again.chunksOf('b.ts'), []);
  });

  it('forgets a file whose chunks are not as many as its record says', async () => {
    const first = await open();
    await first.commit(replacing(chunkOf('a.ts', 1), chunkOf('a.ts', 9), chunkOf('b.ts', 1)));
    await first.commit({ dropChunksOf: ['a.ts'], chunks: [], files: [], dropFiles: [] });
    await first.commit({
      dropChunksOf: [],
      chunks: [],
      files: [recordOf('skipped.bin', 0, { skipped: 'binary' })],
      dropFiles: [],
    });
    await close(first);
    const again = await open();
    const paths = (await again.readFiles()).map(({ path }) => path).sort();
    assert.deepEqual(paths, ['b.ts', 'skipped.bin']);
  });

  it('is made anew when its files are damaged', async () => {
    const first = await open();
    await first.commit(replacing(chunkOf('a.ts', 1)));
    await close(first);
    const table = join(scratch.at('store'), 'chunks.lance');
    for (const name of readdirSync(join(table, '_versions')))
      writeFileSync(join(table, '_versions', name), 'no manifest');
    const logger = new RecordingLogger();
    const again = await open(true, logger);
    assert.equal(await again.countChunks(), 0);
    assert.deepEqual(await again.readFiles(), []);
    assert.match(logger.lines.join('\n'), /^warn: A part of the index \(chunks\) cannot be read/m);
    await again.commit(replacing(chunkOf('b.ts', 1)));
    assert.equal(await again.countChunks(), 1);
  });

  it('is made anew when its data is missing', async () => {
    const first = await open();
    await first.commit(replacing(chunkOf('a.ts', 1)));
    await close(first);
    rmSync(join(scratch.at('store'), 'chunks.lance', 'data'), { recursive: true });
    const again = await open(true);
    assert.equal(await again.countChunks(), 0);
  });

  it('says so when it can neither be opened nor made', async () => {
    scratch.write('store', 'a file is in the way');
    rmSync(scratch.at('store'));
    scratch.write('blocked', '');
    const options = { dimensions: DIMENSIONS, writable: true, logger: silentLogger };
    await assert.rejects(LanceStore.open({ ...options, folder: scratch.at('blocked/store') }), {
      code: 'store-unavailable',
    });
  });

  it('opened for reading needs an index, sees what the writer commits, and writes nothing', async () => {
    await assert.rejects(open(false), { code: 'store-unavailable' });
    const writer = await open();
    await writer.commit(replacing(chunkOf('a.ts', 1, { symbol: 'load', vector: axis(0) })));
    const reader = await open(false);
    assert.equal(reader.writable, false);
    assert.equal(await reader.countChunks(), 1);
    await writer.commit(replacing(chunkOf('b.ts', 1, { symbol: 'load', vector: axis(0) })));
    await writer.optimize();
    assert.equal(await reader.countChunks(), 2);
    assert.equal((await reader.search.byVector(axis(0), 5, {})).length, 2);
    await writer.clear();
    assert.equal(await reader.countChunks(), 0);
  });

  const inChunks = (what: '_versions' | 'data'): string[] =>
    readdirSync(join(scratch.at('store'), 'chunks.lance', what)).sort();

  it('does not grow with the number of commits, over many openings either', async () => {
    for (let opening = 0; opening < 6; opening++) {
      const store = await open();
      for (let i = 0; i < 9; i++) {
        await store.commit(replacing(...[0, 1].map((file) => chunkOf(`${file}.ts`, i, { vector: axis(0) }))));
        await store.commit(replacing(...Array.from({ length: 50 }, (_, file) => chunkOf(`f${file}.ts`, i))));
      }
      assert.ok(inChunks('_versions').length > 20);
      await store.optimize();
      await close(store);
      assert.ok(inChunks('_versions').length <= 3, `${inChunks('_versions').length} versions are left`);
    }
    const again = await open();
    assert.equal(await again.countChunks(), 52);
  });

  it('rewrites nothing while it is closed: what was committed is compacted when it is due, by whoever opens it next', async () => {
    for (let opening = 0; opening < 3; opening++) {
      const store = await open();
      for (let i = 0; i < 7; i++) await store.commit(replacing(chunkOf('a.ts', i, { vector: axis(0) })));
      const before = [inChunks('data'), inChunks('_versions')];
      await close(store);
      assert.deepEqual([inChunks('data'), inChunks('_versions')], before);
    }
    const last = await open();
    await last.optimize();
    await close(last);
    assert.ok(inChunks('_versions').length <= 3, `${inChunks('_versions').length} versions are left`);
    assert.equal(inChunks('data').length, 1);
    assert.equal(await (await open()).countChunks(), 1);
  });

  it('drops what a process before has left of a compaction, not what it has merely saved', async () => {
    const all = Array.from({ length: 1_000 }, (_, file) => chunkOf(`f${file}.ts`, 1, { vector: axis(0) }));
    const save = (store: LanceStore, line: number): Promise<void> =>
      store.commit(replacing(chunkOf('f7.ts', line, { vector: axis(0) })));
    let store = await open();
    for (const half of [all.slice(0, 500), all.slice(500)]) await store.commit(replacing(...half));
    await store.optimize();
    await save(store, 2);
    await close(store);
    store = await open();
    assert.equal(await store.prune(), false);
    await store.optimize(true);
    await delay(AFTER_GRACE_MS);
    assert.equal(await store.prune(), true);
    assert.equal(inChunks('data').length, 1);
    await save(store, 3);
    await close(store);
    store = await open();
    assert.equal(await store.prune(), true, 'nothing is to be done');
    assert.equal(inChunks('data').length, 2);
    assert.equal(await store.countChunks(), 1_000);
  });

  it('is rewritten for a large change or for many small ones, not for each', async () => {
    const store = await open();
    const files = (): string[] => readdirSync(join(scratch.at('store'), 'chunks.lance', 'data'));
    const all = Array.from({ length: 1_000 }, (_, file) => chunkOf(`f${file}.ts`, 1, { vector: axis(0) }));
    for (const half of [all.slice(0, 500), all.slice(500)]) await store.commit(replacing(...half));
    await store.optimize();
    assert.equal(files().length, 3, 'two and what they became');
    // What was replaced long enough ago is taken away meanwhile, which on a slow machine is some of it.
    const filesOfSave = async (line: number): Promise<number> => {
      const before = files();
      await store.commit(replacing(chunkOf('f7.ts', line, { vector: axis(0) })));
      await store.optimize();
      return files().filter((name) => !before.includes(name)).length;
    };
    for (let line = 2; line < 21; line++) assert.equal(await filesOfSave(line), 1);
    assert.equal(await filesOfSave(21), 2, 'what all became beside what was saved');
    assert.equal(await store.countChunks(), 1_000);
  });

  it('finishes what is under way before it closes', async () => {
    const store = await open();
    const work = [
      store.commit(replacing(chunkOf('a.ts', 1, { vector: axis(0) }))),
      store.optimize(),
      store.commit(replacing(chunkOf('b.ts', 1, { vector: axis(0) }))),
    ];
    await close(store);
    await Promise.all(work);
    const again = await open();
    assert.equal(await again.countChunks(), 2);
  });
});

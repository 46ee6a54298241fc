import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, utimesSync } from 'node:fs';
import { mock } from 'node:test';
import { RETRY_MODEL_MS } from '../../../server/src/indexing/modelHealth';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { IndexerBench } from './indexerBench';

describe('indexer', () => {
  let bench: IndexerBench;
  beforeEach(() => (bench = new IndexerBench()));
  afterEach(async () => {
    await bench.close().catch(() => undefined);
    mock.restoreAll();
    bench.scratch.remove();
  });

  it('indexes what it finds', async () => {
    bench.write({ 'a.ts': 'one()\ntwo()', 'src/b.py': 'three()', 'empty.ts': '', 'x.bin': 'a\0' });
    await bench.open();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one', 'a.ts#two', 'src/b.py#three']);
    const { filesDone, filesTotal, embedded, removed, currentFile } = bench.indexer.progress;
    assert.deepEqual(
      { filesDone, filesTotal, embedded, removed, currentFile },
      {
        filesDone: 4,
        filesTotal: 4,
        embedded: 3,
        removed: 0,
        currentFile: undefined,
      },
    );
    assert.deepEqual([...bench.indexer.catalogue.skipped].sort(), [
      [SkipReasons.binary, 1],
      [SkipReasons.empty, 1],
    ]);
    assert.ok((await bench.store.readFiles()).every(({ embedded }) => embedded));
  });

  it('embeds nothing when it is opened again', async () => {
    bench.write({ 'a.ts': 'one()', 'b.ts': 'two()' });
    await bench.open();
    await bench.update();
    assert.equal(bench.embeddedNow(), 2);
    await bench.reopen();
    await bench.update();
    assert.equal(bench.embeddedNow(), 0);
    assert.deepEqual(bench.chunker.paths.length, 2);
    assert.equal(bench.indexer.progress.filesDone, 2);
  });

  it('embeds nothing for a file whose time alone has changed, and remembers the time', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.rewrite('a.ts', 'one()');
    await bench.reopen();
    await bench.update();
    assert.equal(bench.indexer.progress.embedded, 0);
    const [record] = await bench.store.readFiles();
    await bench.reopen();
    await bench.scan.scan(bench.signal);
    assert.ok(bench.indexer.isIdle, 'nothing is queued');
    assert.deepEqual(await bench.store.readFiles(), [record]);
  });

  it('embeds only the chunks of an edited file that changed', async () => {
    bench.write({ 'a.ts': 'one()\ntwo()\nthree()', 'b.ts': 'four()' });
    await bench.open();
    await bench.update();
    bench.embeddedNow();
    bench.rewrite('a.ts', 'zero()\none()\ntwo(changed)\nthree()');
    await bench.look('a.ts');
    assert.equal(bench.embeddedNow(), 2);
    assert.deepEqual(await bench.symbols(), ['a.ts#one', 'a.ts#three', 'a.ts#two', 'a.ts#zero', 'b.ts#four']);
    assert.ok((await bench.store.chunksOf('a.ts')).every(({ vector }) => vector !== null));
    assert.equal(bench.indexer.progress.filesDone, 2, 'an edit makes no further file');
    assert.equal(bench.indexer.progress.filesTotal, 2);
  });

  it('drops files that are gone, told by a watcher or found at the next start', async () => {
    bench.write({ 'a.ts': 'one()', 'b.ts': 'two()', 'dir/c.ts': 'three()', 'dir/deep/d.ts': 'four()' });
    await bench.open();
    await bench.update();
    rmSync(bench.scratch.at('a.ts'));
    await bench.look('a.ts');
    assert.equal(bench.indexer.progress.filesDone, 3);
    rmSync(bench.scratch.at('dir'), { recursive: true });
    await bench.look('dir');
    assert.deepEqual(await bench.symbols(), ['b.ts#two']);
    assert.equal(bench.indexer.progress.removed, 3);
    rmSync(bench.scratch.at('b.ts'));
    await bench.reopen();
    await bench.update();
    assert.deepEqual(await bench.store.readFiles(), []);
    assert.equal(bench.indexer.progress.removed, 1);
    assert.deepEqual([bench.indexer.progress.filesDone, bench.indexer.progress.filesTotal], [0, 0]);
  });

  it('keeps a file that was deleted and written again before it is looked at, as in a branch switch', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.indexer.pause();
    rmSync(bench.scratch.at('a.ts'));
    await bench.scan.look(['a.ts'], bench.signal);
    bench.write({ 'a.ts': 'one()' });
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
    assert.equal(bench.indexer.progress.removed, 0);
    assert.equal(bench.indexer.progress.embedded, 1);
  });

  it('follows a file and a folder that are renamed', async () => {
    bench.write({ 'a.ts': 'one()', 'old/b.ts': 'two()' });
    await bench.open();
    await bench.update();
    renameSync(bench.scratch.at('a.ts'), bench.scratch.at('c.ts'));
    renameSync(bench.scratch.at('old'), bench.scratch.at('new'));
    await bench.look('a.ts', 'c.ts', 'old', 'new');
    assert.deepEqual(await bench.symbols(), ['c.ts#one', 'new/b.ts#two']);
    assert.equal(bench.indexer.progress.filesDone, 2);
  });

  it('drops what the rules leave out by now, and takes back what they no longer do', async () => {
    bench.write({ 'a.ts': 'one()', 'gen/b.ts': 'two()' });
    await bench.open();
    await bench.update();
    bench.write({ '.gitignore': 'gen/\n.gitignore\n' });
    assert.equal(await bench.look('.gitignore'), true, 'the rules have changed');
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
    rmSync(bench.scratch.at('.gitignore'));
    assert.equal(await bench.look('.gitignore'), true);
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one', 'gen/b.ts#two']);
  });

  it('does not take in a file that the rules leave out when a watcher names it', async () => {
    bench.write({ '.gitignore': 'gen/\n.gitignore\n', 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.write({ 'gen/deep/b.ts': 'two()' });
    await bench.look('gen/deep/b.ts', 'gen', 'gen/deep');
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
  });

  it('drops a file that the settings leave out by now', async () => {
    bench.write({ 'a.ts': 'one()', 'a.snap': 'two()' });
    await bench.open();
    await bench.update();
    bench.excludeGlobs = ['**/*.snap'];
    await bench.reopen();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
  });

  it('counts what the walk passes over', async () => {
    execFileSync('mkfifo', [bench.scratch.at('pipe')]);
    await bench.open();
    await bench.update();
    await bench.scan.scan(bench.signal);
    assert.deepEqual([...bench.scan.skipped], [[SkipReasons.notAFile, 1]]);
  });

  it('keeps its index when the folder is away', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    renameSync(bench.scratch.path, `${bench.scratch.path}-away`);
    await assert.rejects(bench.scan.scan(bench.signal), { code: 'folder-missing' });
    renameSync(`${bench.scratch.path}-away`, bench.scratch.path);
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
  });

  it('keeps changes in mind while it is paused, each once', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.indexer.pause();
    for (let i = 0; i < 3; i++) {
      bench.rewrite('a.ts', `changed${i}()`);
      bench.write({ 'b.ts': 'two()' });
      await bench.scan.look(['a.ts', 'b.ts'], bench.signal);
    }
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
    const { filesDone, filesTotal } = bench.indexer.progress;
    assert.deepEqual({ filesDone, filesTotal }, { filesDone: 0, filesTotal: 2 });
    bench.embeddedNow();
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(await bench.symbols(), ['a.ts#changed2', 'b.ts#two']);
    assert.equal(bench.embeddedNow(), 2);
  });

  it('reads and embeds everything anew on a rebuild, and answers meanwhile', async () => {
    bench.write(
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}.ts`, `fn${i}()\nother${i}()`])),
    );
    await bench.open();
    await bench.update();
    assert.equal(bench.embeddedNow(), 80);
    bench.indexer.distrustAll();
    assert.equal(await bench.store.countChunks(), 80, 'what is stored stays');
    await bench.update();
    assert.equal(bench.embeddedNow(), 80);
    assert.equal(await bench.store.countChunks(), 80);
    assert.equal(bench.indexer.progress.filesDone, 40);
    await bench.update();
    assert.equal(bench.embeddedNow(), 0, 'once');
  });

  it('embeds all of a rebuild although it drains the queue before the walk is through', async () => {
    bench.write({ 'a.ts': 'one()', 'b.ts': 'two()' });
    await bench.open();
    await bench.update();
    bench.embeddedNow();
    bench.indexer.distrustAll();
    await bench.look('a.ts');
    await bench.look('b.ts');
    assert.equal(bench.embeddedNow(), 2);
  });

  it('leaves out a file that cannot be chunked, with a reason, and does not try it at the next start', async () => {
    bench.write({ 'a.ts': 'one()', 'bad.ts': 'two()' });
    bench.chunker.poison = 'bad.ts';
    await bench.open();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
    assert.deepEqual([...bench.indexer.catalogue.skipped], [[SkipReasons.failed, 1]]);
    bench.chunker.poison = undefined;
    await bench.reopen();
    await bench.update();
    assert.deepEqual([...bench.indexer.catalogue.skipped], [[SkipReasons.failed, 1]]);
    bench.rewrite('bad.ts', 'fixed()');
    await bench.look('bad.ts');
    assert.deepEqual(await bench.symbols(), ['a.ts#one', 'bad.ts#fixed']);
  });

  it('leaves out a file that cannot be embedded, with a reason, and keeps the others of its batch', async () => {
    bench.write({ 'a.ts': 'one()', 'bad.ts': 'fine()\npoison()', 'c.ts': 'three()' });
    if (bench.embedder !== undefined) bench.embedder.poison = 'poison';
    await bench.open();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one', 'c.ts#three']);
    assert.deepEqual([...bench.indexer.catalogue.skipped], [[SkipReasons.failed, 1]]);
  });

  it('indexes words without a model, and embeds once there is one', async () => {
    bench.write({ 'a.ts': 'one()' });
    const { embedder } = bench;
    bench.embedder = undefined;
    await bench.open();
    await bench.update();
    assert.equal(bench.indexer.canEmbed, false);
    assert.deepEqual(bench.foundBy('one'), ['a.ts#one']);
    bench.embedder = embedder;
    await bench.reopen();
    await bench.update();
    assert.equal(bench.embeddedNow(), 1);
    assert.ok((await bench.store.chunksOf('a.ts')).every(({ vector }) => vector !== null));
  });

  it('goes on with words when the model breaks, and embeds at the next start', async () => {
    bench.write({ 'a.ts': 'one()' });
    const embedder = bench.embedder ?? assert.fail();
    embedder.broken = true;
    await bench.open();
    await bench.update();
    assert.match(bench.indexer.progress.modelFailure ?? '', /cannot be started/);
    assert.deepEqual(bench.foundBy('one'), ['a.ts#one']);
    embedder.broken = false;
    await bench.reopen();
    await bench.update();
    assert.equal(bench.embeddedNow(), 1);
  });

  it('tries a model that broke again after a while, and embeds what was stored meanwhile', async () => {
    bench.write({ 'a.ts': 'one()', 'b.ts': 'two()' });
    const embedder = bench.embedder ?? assert.fail();
    embedder.broken = true;
    await bench.open();
    await bench.update();
    embedder.broken = false;
    bench.rewrite('a.ts', 'changed()');
    await bench.look('a.ts');
    assert.equal(bench.embeddedNow(), 0, 'it has failed a moment ago');
    bench.nowMs += RETRY_MODEL_MS;
    bench.rewrite('a.ts', 'again()');
    await bench.look('a.ts');
    await bench.until(() => bench.indexer.isIdle);
    assert.equal(bench.embeddedNow(), 2);
    assert.equal(bench.indexer.progress.modelFailure, undefined);
    for (const path of ['a.ts', 'b.ts'])
      assert.ok((await bench.store.chunksOf(path)).every(({ vector }) => vector !== null));
  });

  it('embeds what was on its way to the store while a model that broke was found to work again', async () => {
    bench.write({ 'a.ts': 'one()' });
    const embedder = bench.embedder ?? assert.fail();
    embedder.broken = true;
    await bench.open();
    await bench.update();
    embedder.broken = false;
    bench.pace.bounds = { files: 1, chunks: 1_000, bytes: 1_000_000, concurrency: 8 };
    const prepare = bench.preparer.prepare.bind(bench.preparer);
    bench.preparer.prepare = (files, ...more) => {
      // The file before is on its way, without vectors.
      if (files.some(({ path }) => path === 'a.ts')) bench.nowMs += RETRY_MODEL_MS;
      return prepare(files, ...more);
    };
    const commit = bench.store.commit.bind(bench.store);
    const worksAgain = (): boolean => bench.logger.lines.some((line) => line.includes('works again'));
    bench.store.commit = async (change) => {
      while (!worksAgain() && !bench.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
      return commit(change);
    };
    bench.write({ 'c.ts': 'three()' });
    bench.rewrite('a.ts', 'again()');
    bench.indexer.pause();
    await bench.scan.look(['c.ts', 'a.ts'], bench.signal);
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(bench.preparer.requests.map(({ path }) => path).slice(0, 3), ['a.ts', 'c.ts', 'a.ts']);
    for (const path of ['a.ts', 'c.ts'])
      assert.ok((await bench.store.chunksOf(path)).every(({ vector }) => vector !== null));
  });

  it('ends when no file can be chunked any more, and blames no file', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.rewrite('a.ts', 'changed()');
    bench.preparer.broken = true;
    await bench.scan.look(['a.ts'], bench.signal);
    await assert.rejects(bench.outcome, { code: 'worker-failed' });
    assert.deepEqual(await bench.symbols(), ['a.ts#one'], 'the index of before stays');
    bench.preparer.broken = false;
    await bench.open();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#changed']);
  });

  for (const method of ['commit', 'readVectors'] as const)
    it(`ends when the store fails to ${method}, and catches up when it is opened again`, async () => {
      bench.write({ 'a.ts': 'one()' });
      await bench.open();
      await bench.update();
      bench.rewrite('a.ts', 'two()');
      Object.assign(bench.store, { [method]: () => Promise.reject(new Error('disk full')) });
      await bench.scan.look(['a.ts'], bench.signal);
      await assert.rejects(bench.outcome, { code: 'store-unavailable', message: /disk full/ });
      Reflect.deleteProperty(bench.store, method);
      await bench.open();
      await bench.update();
      assert.deepEqual(await bench.symbols(), ['a.ts#two']);
    });

  it('finds nothing twice after a commit that failed half-way, and nothing of a file that is gone since', async () => {
    bench.write({ 'a.ts': 'one()', 'b.ts': 'two()' });
    await bench.open();
    const { store } = bench;
    const commit = store.commit.bind(store);
    store.commit = async (change) => {
      await commit({ ...change, files: [] });
      throw new Error('disk full');
    };
    await bench.scan.scan(bench.signal);
    await assert.rejects(bench.outcome, { code: 'store-unavailable' });
    assert.ok((await store.countChunks()) > 0, 'chunks without their files');
    store.commit = commit;
    rmSync(bench.scratch.at('b.ts'));
    bench.resume();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
    assert.equal(await store.countChunks(), 1);
    assert.deepEqual([...bench.foundBy('one'), ...bench.foundBy('two')], ['a.ts#one']);
  });

  it('counts nothing as under way after it was stopped in the middle of a batch', async () => {
    bench.write({ 'a.ts': 'one()' });
    let letGo = (): void => undefined;
    const embedder = bench.embedder ?? assert.fail();
    embedder.hold = new Promise((resolve) => (letGo = resolve));
    await bench.open();
    await bench.scan.scan(bench.signal);
    await bench.until(() => bench.indexer.progress.currentFile === 'a.ts');
    const closed = bench.close();
    letGo();
    await closed;
    assert.ok(bench.indexer.isIdle);
    await bench.open();
    await bench.update();
    assert.deepEqual(await bench.symbols(), ['a.ts#one']);
  });

  it('indexes several batches, a file named by the user before the rest', async () => {
    bench.write(Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`f${i}.ts`, `fn${i}()`])));
    await bench.open();
    bench.indexer.pause();
    await bench.scan.scan(bench.signal);
    await bench.scan.look(['f599.ts'], bench.signal);
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.ok(bench.chunker.paths.indexOf('f599.ts') < 8, 'among the first that are read at a time');
    assert.equal(await bench.store.countChunks(), 600);
    assert.equal(bench.indexer.progress.filesDone, 600);
    assert.ok((bench.indexer.progress.filesPerSecond ?? 0) > 0);
  });

  it('keeps a batch of large files small', async () => {
    bench.pace.bounds = { files: 256, chunks: 100_000, bytes: 100_000, concurrency: 8 };
    bench.write(
      Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [`f${i}.ts`, `fn${i}()${'\n'.repeat(40_000)}`]),
      ),
    );
    await bench.open();
    await bench.update();
    assert.equal(await bench.store.countChunks(), 30);
    assert.equal(bench.indexer.progress.filesDone, 30);
    const [first = 0, ...others] = bench.pace.samples.map(({ files }) => files);
    assert.ok(first <= 16, 'the first is small whatever there is');
    assert.ok(others.length > 0 && others.every((files) => files <= 3), others.join());
  });

  it('has as many chunks in a batch as the pace allows, once it knows how many a file has', async () => {
    bench.pace.bounds = { files: 256, chunks: 20, bytes: 1_000_000, concurrency: 8 };
    const lines = Array.from({ length: 10 }, (_, i) => `line${i}()`).join('\n');
    bench.write(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.ts`, lines])));
    await bench.open();
    await bench.update();
    assert.equal(await bench.store.countChunks(), 300);
    assert.ok(bench.pace.samples.every(({ chunks }) => chunks <= 30));
  });

  it('puts what the user sees first, and moves it ahead where it waits already', async () => {
    bench.write(
      Object.fromEntries(
        ['docs/d.md', 'test/a.test.ts', 'src/a.ts', 'src/seen.ts'].map((path) => [path, 'one()']),
      ),
    );
    for (const path of ['docs/d.md', 'test/a.test.ts', 'src/a.ts', 'src/seen.ts'])
      utimesSync(bench.scratch.at(path), 1_000, 1_000);
    await bench.open();
    bench.indexer.pause();
    await bench.scan.scan(bench.signal);
    bench.attention.setVisible(['src/seen.ts', 'src/unknown.ts']);
    bench.indexer.preferAll(bench.attention);
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(bench.chunker.paths, ['src/seen.ts', 'src/a.ts', 'test/a.test.ts', 'docs/d.md']);
  });

  it('moves what stands beside the file that is opened ahead too, and ends a rest for it', async () => {
    const paths = ['docs/d.md', 'test/near.test.ts', 'test/opened.ts', 'src/a.ts'];
    bench.write(Object.fromEntries(paths.map((path) => [path, 'one()'])));
    for (const path of paths) utimesSync(bench.scratch.at(path), 1_000, 1_000);
    await bench.open();
    bench.indexer.pause();
    await bench.scan.scan(bench.signal);
    assert.equal(bench.pace.hurries, 0);
    bench.attention.setOpen(['test/opened.ts']);
    bench.indexer.preferAll(bench.attention);
    assert.equal(bench.pace.hurries, 1);
    bench.indexer.resume();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(bench.chunker.paths, ['test/opened.ts', 'test/near.test.ts', 'src/a.ts', 'docs/d.md']);
  });

  describe('with text that an editor holds unsaved', () => {
    beforeEach(async () => {
      bench.write({ 'a.ts': 'one()', 'b.ts': 'two()' });
      await bench.open();
      await bench.update();
      bench.indexer.noteUnsaved('a.ts', 'typed()\nmore()');
      await bench.until(() => bench.indexer.isIdle);
    });

    it('finds the text and stores nothing of it', async () => {
      assert.deepEqual(bench.foundBy('typed'), ['a.ts#typed']);
      assert.deepEqual(bench.foundBy('one'), []);
      assert.deepEqual(await bench.symbols(), ['a.ts#one', 'b.ts#two']);
      const record = (await bench.store.readFiles()).find(({ path }) => path === 'a.ts');
      assert.equal(record?.sizeBytes, 5);
      await bench.reopen();
      assert.deepEqual(bench.foundBy('typed'), []);
      assert.deepEqual(bench.foundBy('one'), ['a.ts#one']);
    });

    it('finds what is stored again when the text is let go', async () => {
      bench.indexer.noteUnsaved('a.ts', undefined);
      await bench.until(() => bench.indexer.isIdle);
      assert.deepEqual(bench.foundBy('typed'), []);
      assert.deepEqual(bench.foundBy('one'), ['a.ts#one']);
      assert.deepEqual(await bench.symbols(), ['a.ts#one', 'b.ts#two']);
    });

    it('finds and stores the text once it is saved', async () => {
      bench.rewrite('a.ts', 'typed()\nmore()');
      bench.indexer.noteUnsaved('a.ts', undefined);
      await bench.look('a.ts');
      assert.deepEqual(bench.foundBy('typed'), ['a.ts#typed']);
      assert.deepEqual(await bench.symbols(), ['a.ts#more', 'a.ts#typed', 'b.ts#two']);
    });

    it('finds a new file once when its text is saved', async () => {
      bench.indexer.noteUnsaved('new.ts', 'fresh()');
      await bench.until(() => bench.indexer.isIdle);
      bench.write({ 'new.ts': 'fresh()' });
      bench.indexer.noteUnsaved('new.ts', undefined);
      await bench.look('new.ts');
      assert.deepEqual(bench.foundBy('fresh'), ['new.ts#fresh']);
      assert.equal((await bench.store.chunksOf('new.ts')).length, 1);
    });

    it('goes on to find it when a tool changes the file below it', async () => {
      bench.rewrite('a.ts', 'tool()');
      await bench.look('a.ts');
      assert.deepEqual(bench.foundBy('typed'), ['a.ts#typed']);
      assert.deepEqual(bench.foundBy('tool'), []);
    });

    it('finds the text of a file that is not on disk, until it is let go', async () => {
      bench.indexer.noteUnsaved('new.ts', 'fresh()');
      await bench.until(() => bench.indexer.isIdle);
      assert.deepEqual(bench.foundBy('fresh'), ['new.ts#fresh']);
      bench.indexer.noteUnsaved('new.ts', undefined);
      await bench.until(() => bench.indexer.isIdle);
      assert.deepEqual(bench.foundBy('fresh'), []);
      assert.deepEqual(await bench.symbols(), ['a.ts#one', 'b.ts#two']);
    });

    it('finds the text that waits when a walk of the whole folder begins anew', async () => {
      bench.indexer.pause();
      bench.indexer.noteUnsaved('b.ts', 'waiting()');
      bench.indexer.forgetQueue();
      bench.indexer.resume();
      await bench.update();
      assert.deepEqual(bench.foundBy('waiting'), ['b.ts#waiting']);
      assert.deepEqual(bench.foundBy('two'), []);
    });

    it('finds what is stored again when the text was let go just before such a walk', async () => {
      bench.indexer.pause();
      bench.indexer.noteUnsaved('a.ts', undefined);
      bench.indexer.forgetQueue();
      bench.indexer.resume();
      await bench.update();
      assert.deepEqual(bench.foundBy('typed'), []);
      assert.deepEqual(bench.foundBy('one'), ['a.ts#one']);
    });

    it('does no work for a text that is the same as before', () => {
      bench.indexer.noteUnsaved('a.ts', 'typed()\nmore()');
      assert.ok(bench.indexer.isIdle);
    });
  });

  it('makes words findable first when the model is slow, and the vectors in a second round', async () => {
    bench.write(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`f${i}.ts`, lines(i)])));
    const embedder = bench.embedder ?? assert.fail();
    // 16 files of a batch have 80 texts: 300 a second would be a quarter of a second. The clock goes on, nobody waits.
    // Reading the next batch sees it jump too, so that each jump is ten times the one before.
    let passedMs = 0;
    let jumpMs = 400;
    const now = performance.now.bind(performance);
    mock.method(performance, 'now', () => now() + passedMs);
    const passes = {
      get: () => {
        passedMs += jumpMs;
        jumpMs *= 10;
        return Promise.resolve();
      },
    };
    Object.defineProperty(embedder, 'hold', passes);
    const rounds: string[] = [];
    const commit = bench.store.commit.bind(bench.store);
    bench.store.commit = (change) => {
      for (const { path, embedded } of change.files) rounds.push(`${path} ${embedded ? 'vectors' : 'words'}`);
      return commit(change);
    };
    bench.pace.bounds = { files: 16, chunks: 1_000, bytes: 1_000_000, concurrency: 8 };
    await bench.open();
    await bench.update();
    const wordsOnly = rounds.filter((round) => round.endsWith('words'));
    assert.ok(wordsOnly.length > 0, 'some were found by words first');
    for (const round of wordsOnly)
      assert.ok(
        rounds.indexOf(round.replace('words', 'vectors')) > rounds.lastIndexOf(wordsOnly.at(-1) ?? ''),
      );
    assert.ok((await bench.store.readFiles()).every(({ embedded }) => embedded));
    assert.equal(await bench.store.countChunks(), 400);
    assert.match(bench.logger.lines.join('\n'), /model is slow/);
  });

  it('does not call a model slow that had to be loaded', async () => {
    bench.write(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`f${i}.ts`, lines(i)])));
    const embedder = bench.embedder ?? assert.fail();
    embedder.isLoaded = false;
    let passedMs = 0;
    const now = performance.now.bind(performance);
    mock.method(performance, 'now', () => now() + passedMs);
    Object.defineProperty(embedder, 'hold', {
      get: () => {
        passedMs = passedMs * 10 + 400;
        return Promise.resolve();
      },
    });
    bench.pace.bounds = { files: 16, chunks: 1_000, bytes: 1_000_000, concurrency: 8 };
    await bench.open();
    await bench.update();
    assert.doesNotMatch(bench.logger.lines.join('\n'), /model is slow/);
    assert.equal(bench.embeddedNow(), 400);
  });

  describe('with batches of one file', () => {
    let commits: number[];
    beforeEach(() => {
      bench.write(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}.ts`, lines(i)])));
      bench.pace.bounds = { files: 1, chunks: 1_000, bytes: 1_000_000, concurrency: 8 };
      commits = [];
      const commit = bench.store.commit.bind(bench.store);
      bench.store.commit = (change) => {
        commits.push(change.files.length);
        return commit(change);
      };
    });

    it('stores the first four at once and the others together', async () => {
      await bench.open();
      await bench.update();
      assert.deepEqual(commits.slice(0, 4), [1, 1, 1, 1]);
      assert.ok(commits.length < 10, `${commits.length} commits`);
      assert.equal(await bench.store.countChunks(), 200);
      assert.equal(bench.pace.samples.length, 40);
    });

    it('stores what is done while the next is waited for', async () => {
      let letGo = (): void => undefined;
      let asked = 0;
      const ready = bench.pace.ready.bind(bench.pace);
      bench.pace.ready = async (urgent, signal) => {
        if (++asked === 9) await new Promise<void>((resolve) => (letGo = resolve));
        return ready(urgent, signal);
      };
      await bench.open();
      await bench.scan.scan(bench.signal);
      await bench.until(() => bench.indexer.catalogue.size === 8);
      assert.deepEqual([asked, commits.reduce((sum, files) => sum + files, 0)], [9, 8]);
      letGo();
      await bench.until(() => bench.indexer.isIdle);
      assert.equal(await bench.store.countChunks(), 200);
    });

    it('stores what is done when it is closed', async () => {
      let letGo = (): void => undefined;
      let asked = 0;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const ready = bench.pace.ready.bind(bench.pace);
      bench.pace.ready = async (urgent, signal) => {
        if (++asked === 9) letGo();
        if (asked >= 9) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return ready(urgent, signal);
      };
      await bench.open();
      await bench.scan.scan(bench.signal);
      await held;
      await bench.close();
      assert.equal((await bench.store.readFiles()).length, 8);
    });

    it('stores what is done when it is closed while the next is embedded', async () => {
      const embedder = bench.embedder ?? assert.fail();
      const embed = embedder.embed.bind(embedder);
      let calls = 0;
      const ninth = new Promise<void>((resolve) => {
        embedder.embed = async (texts, signal) => {
          if (++calls === 9) {
            resolve();
            await new Promise((aborted) => signal.addEventListener('abort', aborted, { once: true }));
          }
          return embed(texts, signal);
        };
      });
      await bench.open();
      await bench.scan.scan(bench.signal);
      await ninth;
      await bench.close();
      assert.equal((await bench.store.readFiles()).length, 8);
    });
  });

  it('indexes a file again that changes while it is being indexed', async () => {
    bench.write({ 'a.ts': 'one()' });
    let letGo = (): void => undefined;
    const embedder = bench.embedder ?? assert.fail();
    embedder.hold = new Promise((resolve) => (letGo = resolve));
    await bench.open();
    await bench.scan.scan(bench.signal);
    await bench.until(() => bench.indexer.progress.currentFile === 'a.ts');
    await new Promise((resolve) => setImmediate(resolve));
    bench.rewrite('a.ts', 'two()');
    await bench.scan.look(['a.ts'], bench.signal);
    letGo();
    await bench.until(() => bench.indexer.isIdle);
    assert.deepEqual(await bench.symbols(), ['a.ts#two']);
  });
});

/** Five lines that no other file has. */
function lines(file: number): string {
  return Array.from({ length: 5 }, (_, line) => `fn${file}x${line}()`).join('\n');
}

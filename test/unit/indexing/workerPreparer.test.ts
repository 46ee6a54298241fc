import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import type { PreparedFile } from '../../../server/src/indexing/prepareFile';
import { WorkerPreparer } from '../../../server/src/indexing/workerPreparer';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

/** A thread without grammars: a file whose name says so is a fault, every other is one of no chunks. */
const THREAD = `
const { appendFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', ({ stop, id, task }) => {
  if (stop) return parentPort.close();
  appendFileSync(task.root + '/tasks.log', task.files.map(({ path }) => path).join() + '\\n');
  const result = task.files.map(({ path }) => {
    if (path.startsWith('throw')) return { kind: 'failed', path, message: 'no such grammar' };
    if (path.startsWith('exit0')) process.exit(0);
    if (path.startsWith('exit1')) process.exit(1);
    if (path.startsWith('crash')) throw new Error('thrown outside of any task');
    if (path.startsWith('exhaust')) { const hoard = []; for (;;) hoard.push(new Array(10_000).fill({})); }
    if (path.startsWith('hang')) for (;;);
    return { kind: 'chunked', state: { path, sizeBytes: 1, mtimeMs: 1, contentHash: 'h' }, chunks: [] };
  });
  parentPort.postMessage({ id, result });
});
parentPort.postMessage({ ready: true });
`;

const MTIME_SECONDS = 1_000;

describe('WorkerPreparer', () => {
  let scratch: ScratchFolder;
  let logger: RecordingLogger;
  const preparers: WorkerPreparer[] = [];
  beforeEach(() => {
    scratch = new ScratchFolder();
    logger = new RecordingLogger();
  });
  afterEach(async () => {
    await Promise.all(preparers.splice(0).map((preparer) => preparer.dispose()));
    scratch.remove();
  });

  function create(thread = THREAD, threads = 1, taskTimeoutMs = 30_000): WorkerPreparer {
    const script = scratch.write('thread.cjs', thread);
    const assets = { grammarsDir: '', syntaxesDir: '' };
    const preparer = new WorkerPreparer({
      lean: true,
      script,
      ...assets,
      threads,
      logger,
      taskTimeoutMs,
      maxHeapMb: 32,
    });
    preparers.push(preparer);
    return preparer;
  }

  function prepare(
    preparer: WorkerPreparer,
    paths: readonly string[],
    signal = never,
    concurrency = 3,
  ): Promise<PreparedFile[]> {
    const requests = paths.map((path) => ({ path, knownHash: '' }));
    return preparer.prepare(
      requests,
      { root: scratch.path, maxBytes: 1_000 },
      { urgent: false, concurrency },
      signal,
    );
  }

  const kinds = (files: readonly PreparedFile[]): string[] =>
    files.map((file) => `${file.kind === 'gone' ? file.path : file.state.path} ${file.kind}`);

  it('answers in the order asked, however many threads there are', async () => {
    const paths = Array.from({ length: 50 }, (_, i) => `f${i}.ts`);
    for (const threads of [1, 3]) {
      const preparer = create(THREAD, threads);
      assert.deepEqual(
        kinds(await prepare(preparer, paths)),
        paths.map((path) => `${path} chunked`),
      );
    }
    assert.deepEqual(await prepare(create(), []), []);
    assert.deepEqual(logger.lines, []);
  });

  it('uses no more threads at a time than it is told to', async () => {
    const script = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ stop, id, task }) => {
  if (stop) return parentPort.close();
  const state = { sizeBytes: threadId, mtimeMs: 1, contentHash: 'h' };
  setTimeout(() => {
    const result = task.files.map(({ path }) => ({ kind: 'chunked', state: { ...state, path }, chunks: [] }));
    parentPort.postMessage({ id, result });
  }, 20);
});
parentPort.postMessage({ ready: true });`;
    const paths = Array.from({ length: 80 }, (_, i) => `f${i}.ts`);
    for (const concurrency of [1, 3]) {
      const prepared = await prepare(create(script, 3), paths, never, concurrency);
      const threads = new Set(prepared.map((file) => (file.kind === 'gone' ? 0 : file.state.sizeBytes)));
      assert.equal(threads.size > 1, concurrency > 1, `${threads.size} threads`);
    }
  });

  for (const fault of ['throw', 'exit0', 'exit1', 'crash', 'hang', 'exhaust'])
    it(`leaves out the one file of several that makes its thread ${fault}, as it is now`, async () => {
      const poison = `${fault}.ts`;
      const file = scratch.write(poison, 'poison');
      utimesSync(file, MTIME_SECONDS, MTIME_SECONDS);
      // A hanging thread is waited for four times: twice with the others, twice alone.
      const preparer = create(THREAD, 1, fault === 'hang' ? 300 : 30_000);
      const prepared = await prepare(preparer, ['a.ts', 'b.ts', poison, 'c.ts']);
      assert.deepEqual(kinds(prepared), [
        'a.ts chunked',
        'b.ts chunked',
        `${poison} skipped`,
        'c.ts chunked',
      ]);
      assert.deepEqual(prepared[2], {
        kind: 'skipped',
        state: { path: poison, sizeBytes: 6, mtimeMs: MTIME_SECONDS * 1_000, contentHash: '' },
        reason: SkipReasons.failed,
      });
      const warnings = logger.lines.filter((line) => line.startsWith('warn'));
      assert.ok(warnings.some((line) => line.includes('left out')));
      assert.ok(!warnings.join().includes(poison), 'no path in the log of a user');
      assert.deepEqual(kinds(await prepare(preparer, ['d.ts'])), ['d.ts chunked'], 'and goes on');
    });

  it('says of a file that failed and is gone by now that it is gone', async () => {
    assert.deepEqual(await prepare(create(), ['throw.ts', 'exit1.ts']), [
      { kind: 'gone', path: 'throw.ts' },
      { kind: 'gone', path: 'exit1.ts' },
    ]);
  });

  it('fails when no thread can be started: that is not the fault of a file', async () => {
    const preparer = create('process.exit(3);');
    await assert.rejects(prepare(preparer, ['a.ts', 'b.ts']), { code: 'worker-failed' });
    await assert.rejects(prepare(preparer, ['a.ts']), { code: 'worker-failed' });
  });

  it('ends on the signal, before and while a thread works', async () => {
    const preparer = create();
    await assert.rejects(prepare(preparer, ['a.ts'], AbortSignal.abort()), { code: 'aborted' });
    const control = new AbortController();
    const work = prepare(preparer, ['a.ts', 'b.ts'], control.signal);
    control.abort();
    await assert.rejects(work, { code: 'aborted' });
  });

  it('goes on with new threads after its idle ones were released', async () => {
    const preparer = create();
    await prepare(preparer, ['a.ts']);
    await preparer.release();
    assert.deepEqual(kinds(await prepare(preparer, ['b.ts'])), ['b.ts chunked']);
  });
});

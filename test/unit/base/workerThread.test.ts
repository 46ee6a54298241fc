import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import type { WorkerReply } from '../../../server/src/base/workerMessages';
import { ScratchFolder } from '../scratchFolder';

describe('worker thread', () => {
  const scratch = new ScratchFolder();
  const source = join(__dirname, '../../../server/src/base/workerThread');
  after(() => scratch.remove());

  /** A thread that serves what `start` makes, with `marks` as a place to leave a trace. */
  function startThread(start: string): { worker: Worker; phase: Int32Array; marks: Int32Array } {
    const entry = scratch.write(
      'entry.ts',
      `import { workerData } from 'node:worker_threads';
       import { inNativeCode, serveTasks } from ${JSON.stringify(source)};
       const marks = new Int32Array(workerData.marks);
       const phase = new Int32Array(workerData.phase);
       void serveTasks(${start});`,
    );
    const outfile = scratch.at('thread.cjs');
    buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs' });
    const phase = new SharedArrayBuffer(4);
    const marks = new SharedArrayBuffer(4);
    const worker = new Worker(outfile, { workerData: { phase, marks } });
    return { worker, phase: new Int32Array(phase), marks: new Int32Array(marks) };
  }

  async function reply(worker: Worker): Promise<WorkerReply<unknown>> {
    const [message] = (await once(worker, 'message')) as [WorkerReply<unknown>];
    return message;
  }

  it('says that it is ready, answers, and ends when asked, after what was asked before', async () => {
    const { worker, marks } = startThread(`async () => ({
      run: async (task) => { await new Promise(setImmediate); return { result: task * 2 }; },
      dispose: async () => { marks[0] = 7; },
    })`);
    assert.deepEqual(await reply(worker), { ready: true });
    const exit = once(worker, 'exit');
    const answer = reply(worker);
    worker.postMessage({ id: 1, task: 21 });
    worker.postMessage({ stop: true });
    assert.deepEqual(await answer, { id: 1, result: 42 });
    assert.deepEqual(await exit, [0]);
    assert.equal(marks[0], 7);
  });

  it('answers with the error of a task, and goes on', async () => {
    const { worker } = startThread(
      `async () => ({ run: async (task) => { if (task < 0) throw new RangeError('below zero'); return { result: task }; } })`,
    );
    await reply(worker);
    worker.postMessage({ id: 1, task: -1 });
    const failed = await reply(worker);
    assert.ok('error' in failed && failed.error.message === 'below zero');
    worker.postMessage({ id: 2, task: 3 });
    assert.deepEqual(await reply(worker), { id: 2, result: 3 });
    await worker.terminate();
  });

  it('answers with an error when the result cannot be sent', async () => {
    const { worker } = startThread(`async () => ({ run: async () => ({ result: () => 1 }) })`);
    await reply(worker);
    worker.postMessage({ id: 1, task: 0 });
    assert.ok('error' in (await reply(worker)));
    await worker.terminate();
  });

  it('says why it cannot start, and ends', async () => {
    const { worker } = startThread(`async () => { throw new Error('no such model'); }`);
    const exit = once(worker, 'exit');
    assert.deepEqual(await reply(worker), { fatal: { message: 'no such model' } });
    assert.deepEqual(await exit, [0]);
  });

  it('marks the time in native code, and its end when that fails', async () => {
    const { worker, phase } = startThread(`async () => ({
      run: async () => {
        const inside = await inNativeCode(async () => phase[0]);
        await inNativeCode(async () => { throw new Error('native'); }).catch(() => undefined);
        return { result: [inside, phase[0]] };
      },
    })`);
    await reply(worker);
    worker.postMessage({ id: 1, task: 0 });
    assert.deepEqual(await reply(worker), { id: 1, result: [1, 0] });
    assert.equal(phase[0], 0);
    await worker.terminate();
  });
});

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { WorkerPool, type WorkerPoolOptions } from '../../../server/src/base/workerPool';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';
import { RecordingLogger } from './recordingLogger';

/** What the thread below is asked to do. */
type Task =
  | { echo: string }
  | { fail: string }
  | { exit: number }
  | { exitOnce: string }
  | { exhaust: true }
  | { crash: true }
  | { hang: 'script' | 'native' }
  | { hold: SharedArrayBuffer; echo: string }
  | { threadId: true }
  | { listeners: true };

/** A thread that does its task in the way a bundled one would, without needing a build. */
const THREAD = `
const { parentPort, threadId, workerData } = require('node:worker_threads');
const { existsSync, writeFileSync } = require('node:fs');
const phase = new Int32Array(workerData.phase);
parentPort.on('message', (request) => {
  if (request.stop) return parentPort.close();
  const { id, task } = request;
  if (task.fail !== undefined) return parentPort.postMessage({ id, error: { message: task.fail } });
  if (task.threadId) return parentPort.postMessage({ id, result: String(threadId) });
  if (task.exit !== undefined) process.exit(task.exit);
  if (task.exitOnce !== undefined && !existsSync(task.exitOnce)) {
    writeFileSync(task.exitOnce, '');
    process.exit(1);
  }
  if (task.exhaust) { const hoard = []; for (;;) hoard.push(new Array(100000).fill({})); }
  if (task.crash) return void setImmediate(() => { throw new Error('thrown outside of any task'); });
  if (task.hang === 'native') Atomics.store(phase, 0, 1);
  if (task.hang !== undefined) { for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); }
  if (task.hold !== undefined) Atomics.wait(new Int32Array(task.hold), 0, 0);
  parentPort.postMessage({ id, result: task.echo ?? 'again' });
});
parentPort.postMessage({ ready: true });
`;

describe('worker pool', () => {
  const scratch = new ScratchFolder();
  const pools: WorkerPool<Task, string>[] = [];
  let logger = new RecordingLogger();
  let script = '';

  before(() => (script = scratch.write('thread.cjs', THREAD)));
  after(() => scratch.remove());
  beforeEach(() => (logger = new RecordingLogger()));
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
  });

  function makePool(options: Partial<WorkerPoolOptions> = {}): WorkerPool<Task, string> {
    const pool = new WorkerPool<Task, string>({
      name: 'test',
      script,
      workerData: {},
      size: 1,
      taskTimeoutMs: 10_000,
      logger,
      ...options,
    });
    pools.push(pool);
    return pool;
  }

  /** A task that answers once it is let go. */
  function held(echo: string): { task: Task; letGo: () => void } {
    const hold = new SharedArrayBuffer(4);
    const view = new Int32Array(hold);
    return {
      task: { hold, echo },
      letGo: () => {
        Atomics.store(view, 0, 1);
        Atomics.notify(view, 0);
      },
    };
  }

  it('answers with the result of the task', async () => {
    assert.equal(await makePool().run({ echo: 'hello' }, never), 'hello');
  });

  it('has a thread before there is a task, when asked to, and one only', async () => {
    const pool = makePool({ size: 2 });
    const isStarted = (): boolean => pool.isStarted;
    assert.ok(!isStarted());
    pool.warm();
    pool.warm();
    while (!isStarted()) await new Promise((resolve) => setImmediate(resolve));
    const first = await pool.run({ threadId: true }, never);
    pool.warm();
    assert.equal(await pool.run({ threadId: true }, never), first);
    await pool.dispose();
    pool.warm();
    assert.ok(!isStarted());
    assert.deepEqual(logger.lines, []);
  });

  it('answers all tasks with more of them than threads', async () => {
    const pool = makePool({ size: 2 });
    const texts = Array.from({ length: 30 }, (_, i) => `text ${i}`);
    assert.deepEqual(await Promise.all(texts.map((echo) => pool.run({ echo }, never))), texts);
  });

  it('ends threads without work when asked to, and starts one anew for the next task', async () => {
    const pool = makePool();
    const before = await pool.run({ threadId: true }, never);
    await pool.release();
    assert.notEqual(await pool.run({ threadId: true }, never), before);
    assert.deepEqual(logger.lines, []);
  });

  it('ends a thread at work with its task when asked to', async () => {
    const pool = makePool({ size: 1 });
    const before = await pool.run({ threadId: true }, never);
    const { task, letGo } = held('kept');
    const kept = pool.run(task, never);
    await pool.release();
    letGo();
    assert.equal(await kept, 'kept');
    assert.notEqual(await pool.run({ threadId: true }, never), before);
    assert.deepEqual(logger.lines, []);
  });

  it('lets a thread at work go on while idle ones end', async () => {
    const pool = makePool({ size: 2 });
    const { task, letGo } = held('kept');
    const other = held('other');
    const kept = pool.run(task, never);
    const released = pool.run(other.task, never);
    other.letGo();
    await released;
    await pool.release();
    letGo();
    assert.equal(await kept, 'kept');
  });

  it('rejects a task that throws, without trying it again, and goes on', async () => {
    const pool = makePool();
    await assert.rejects(pool.run({ fail: 'no such file' }, never), {
      code: 'worker-failed',
      message: 'no such file',
    });
    assert.equal(await pool.run({ echo: 'still here' }, never), 'still here');
    assert.deepEqual(logger.lines, []);
  });

  it('tries a task again whose thread died', async () => {
    const pool = makePool();
    assert.equal(await pool.run({ exitOnce: scratch.at('died') }, never), 'again');
    assert.deepEqual(logger.lines, ['warn: A thread of the test pool ended with exit code 1.']);
  });

  for (const [name, task] of [
    ['exits with code 0', { exit: 0 }],
    ['exits with code 1', { exit: 1 }],
    ['throws outside of its task', { crash: true }],
  ] as const)
    it(`rejects a task whose thread ${name} twice, and goes on`, async () => {
      const pool = makePool();
      await assert.rejects(pool.run(task, never), { code: 'worker-failed' });
      assert.equal(logger.lines.length, 2);
      assert.equal(await pool.run({ echo: 'next' }, never), 'next');
      assert.equal(pool.failure, undefined);
    });

  it('rejects a task whose thread runs out of memory twice, and goes on', async () => {
    const pool = makePool({ resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 } });
    await assert.rejects(pool.run({ exhaust: true }, never), { code: 'worker-failed', message: /memory/ });
    assert.equal(await pool.run({ echo: 'next' }, never), 'next');
  });

  it('rejects a task that keeps silent twice, and goes on', async () => {
    const pool = makePool({ taskTimeoutMs: 300 });
    await assert.rejects(pool.run({ hang: 'script' }, never), {
      code: 'worker-failed',
      message: /did not answer/,
    });
    assert.equal(await pool.run({ echo: 'next' }, never), 'next');
  });

  it('leaves a thread alone that hangs in native code, since ending it ends the process', async () => {
    const pool = makePool({ taskTimeoutMs: 300 });
    const terminate = mock.method(Worker.prototype, 'terminate');
    try {
      await assert.rejects(pool.run({ hang: 'native' }, never), { code: 'worker-failed' });
      assert.equal(await pool.run({ echo: 'next' }, never), 'next');
      assert.equal(terminate.mock.callCount(), 0);
    } finally {
      terminate.mock.restore();
    }
  });

  it('takes tasks of higher priority first, and in the order given otherwise', async () => {
    const pool = makePool();
    const order: string[] = [];
    const first = held('first');
    const run = (task: Task, priority: number): Promise<unknown> =>
      pool.run(task, never, { priority }).then((answer) => order.push(answer));
    const all = [run(first.task, 0), run({ echo: 'low 1' }, 0), run({ echo: 'low 2' }, 0)];
    all.push(run({ echo: 'high 1' }, 1), run({ echo: 'high 2' }, 1));
    first.letGo();
    await Promise.all(all);
    assert.equal(order[0], 'high 1', 'the first task is given out only when a thread has started');
    assert.deepEqual(order, ['high 1', 'high 2', 'first', 'low 1', 'low 2']);
  });

  it('rejects at once when the signal was aborted before', async () => {
    await assert.rejects(makePool().run({ echo: 'never' }, AbortSignal.abort()), { code: 'aborted' });
  });

  it('drops a waiting task on its signal', async () => {
    const pool = makePool();
    const first = held('first');
    const running = pool.run(first.task, never);
    const controller = new AbortController();
    const waiting = pool.run({ exit: 1 }, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { code: 'aborted' });
    first.letGo();
    assert.equal(await running, 'first');
    assert.deepEqual(logger.lines, []);
  });

  it('rejects a task under way on its signal, and uses the thread again once it is through', async () => {
    const pool = makePool();
    await pool.run({ echo: 'started' }, never);
    const first = held('too late');
    const controller = new AbortController();
    const running = pool.run(first.task, controller.signal);
    controller.abort();
    await assert.rejects(running, { code: 'aborted' });
    const next = pool.run({ echo: 'next' }, never);
    first.letGo();
    assert.equal(await next, 'next');
    assert.deepEqual(logger.lines, []);
  });

  it('does not try a task again that was aborted when its thread died', async () => {
    const pool = makePool({ taskTimeoutMs: 300 });
    await pool.run({ echo: 'started' }, never);
    const controller = new AbortController();
    const running = pool.run({ hang: 'script' }, controller.signal);
    controller.abort();
    await assert.rejects(running, { code: 'aborted' });
    assert.equal(await pool.run({ echo: 'next' }, never), 'next');
    assert.equal(logger.lines.length, 1);
  });

  it('rejects what waits and what is under way when it is disposed, and all that comes after', async () => {
    const pool = makePool();
    await pool.run({ echo: 'started' }, never);
    const first = held('too late');
    const calls = [pool.run(first.task, never), pool.run({ echo: 'waiting' }, never)];
    const outcomes = Promise.allSettled(calls);
    const disposed = pool.dispose();
    first.letGo();
    await disposed;
    for (const outcome of await outcomes)
      assert.equal(outcome.status === 'rejected' && (outcome.reason as { code: string }).code, 'aborted');
    await assert.rejects(pool.run({ echo: 'after' }, never), { code: 'aborted' });
  });

  it('can be disposed before its threads have started, and twice', async () => {
    const pool = makePool();
    const outcome = Promise.allSettled([pool.run({ echo: 'early' }, never)]);
    await Promise.all([pool.dispose(), pool.dispose()]);
    assert.equal((await outcome)[0].status, 'rejected');
  });

  for (const [name, source, reason] of [
    ['whose script is missing', undefined, /cannot be started/],
    ['that throws at once', 'throw new Error("no grammar")', /no grammar/],
    ['that exits before it is ready', 'process.exit(0)', /exit code 0/],
    [
      'that says it cannot start',
      `const { parentPort } = require('node:worker_threads');
       parentPort.postMessage({ fatal: { message: 'the model is damaged' } });`,
      /the model is damaged/,
    ],
    ['that never becomes ready', 'setInterval(() => undefined, 1000)', /did not start/],
  ] as const)
    it(`gives up on a thread ${name} after three starts`, async () => {
      const missing = scratch.at('missing.cjs');
      const pool = makePool({
        script: source === undefined ? missing : scratch.write('broken.cjs', source),
        ...(reason.source === 'did not start' && { startTimeoutMs: 200 }),
      });
      const first = pool.run({ echo: 'one' }, never);
      const second = pool.run({ echo: 'two' }, never);
      await assert.rejects(first, { code: 'worker-failed', message: reason });
      await assert.rejects(second, { code: 'worker-failed' });
      assert.ok(pool.failure !== undefined);
      await assert.rejects(pool.run({ echo: 'three' }, never), pool.failure);
      assert.equal(logger.lines.length, 3);
    });

  describe('when the system refuses a thread', () => {
    /** What cannot be given to a thread is refused as a thread is that would be one too many. */
    const refusing = { unclonable: (): undefined => undefined };

    it('rejects what waits, blames no task, and goes on after a rest', async () => {
      const workerData: Record<string, unknown> = { ...refusing };
      let now = 0;
      const pool = makePool({ workerData, clock: () => now });
      await assert.rejects(pool.run({ echo: 'one' }, never), {
        code: 'worker-failed',
        message: /cannot be started/,
      });
      assert.ok(pool.failure !== undefined);
      await assert.rejects(pool.run({ echo: 'two' }, never), pool.failure);
      assert.equal(logger.lines.length, 1);
      delete workerData.unclonable;
      now = 10_000;
      assert.equal(await pool.run({ echo: 'three' }, never), 'three');
      assert.equal(pool.failure, undefined);
    });

    /** A pool of two with one thread at work, and a task that waits since another thread is refused. */
    async function refusedSecond(taskTimeoutMs: number): Promise<{
      pool: WorkerPool<Task, string>;
      calls: Promise<string>[];
      letGo: () => void;
      workerData: Record<string, unknown>;
      passTime: (ms: number) => void;
    }> {
      const workerData: Record<string, unknown> = {};
      let now = 0;
      const pool = makePool({ workerData, size: 2, taskTimeoutMs, clock: () => now });
      await pool.run({ echo: 'started' }, never);
      Object.assign(workerData, refusing);
      const { task, letGo } = held('first');
      const calls = [pool.run(task, never), pool.run({ echo: 'second' }, never)];
      assert.equal(logger.lines.length, 1);
      return { pool, calls, letGo, workerData, passTime: (ms) => void (now += ms) };
    }

    it('goes on with the thread that is there', async () => {
      const { pool, calls, letGo } = await refusedSecond(10_000);
      assert.equal(pool.failure, undefined);
      letGo();
      assert.deepEqual(await Promise.all(calls), ['first', 'second']);
      assert.equal(await pool.run({ echo: 'third' }, never), 'third');
    });

    it('has a second thread again after a rest', async () => {
      const { pool, calls, letGo, workerData, passTime } = await refusedSecond(10_000);
      delete workerData.unclonable;
      passTime(10_000);
      const third = pool.run({ echo: 'third' }, never);
      assert.deepEqual(await Promise.all([calls[1], third]), ['second', 'third']);
      letGo();
      assert.equal(await calls[0], 'first');
    });

    it('rejects what waits when the thread that is there dies', async () => {
      const { pool, calls } = await refusedSecond(200);
      for (const outcome of await Promise.allSettled(calls)) assert.equal(outcome.status, 'rejected');
      assert.ok(pool.failure !== undefined);
    });
  });

  describe('having given up', () => {
    let now = 0;
    let pool: WorkerPool<Task, string>;
    beforeEach(async () => {
      now = 0;
      const broken = scratch.write('mendable.cjs', 'process.exit(1)');
      pool = makePool({ script: broken, size: 2, clock: () => now });
      await assert.rejects(pool.run({ echo: 'one' }, never), { code: 'worker-failed' });
      assert.equal(logger.lines.length, 3);
    });

    it('tries a thread again after a rest, and is whole once one starts', async () => {
      scratch.write('mendable.cjs', THREAD);
      now = 9_999;
      await assert.rejects(pool.run({ echo: 'too early' }, never), { code: 'worker-failed' });
      now = 10_000;
      const answers = ['two', 'three'].map((echo) => pool.run({ echo }, never));
      assert.deepEqual(await Promise.all(answers), ['two', 'three']);
      assert.equal(pool.failure, undefined);
      assert.equal(logger.lines.length, 3);
    });

    it('tries one thread alone after each rest, which doubles up to ten minutes', async () => {
      let starts = 3;
      for (const restMs of [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000]) {
        now += restMs - 1;
        await assert.rejects(pool.run({ echo: 'too early' }, never), { code: 'worker-failed' });
        assert.equal(logger.lines.length, starts);
        now += 1;
        const calls = [pool.run({ echo: 'one' }, never), pool.run({ echo: 'two' }, never)];
        for (const outcome of await Promise.allSettled(calls)) assert.equal(outcome.status, 'rejected');
        assert.equal(logger.lines.length, ++starts);
        assert.ok(pool.failure !== undefined);
      }
    });

    it('counts three failed starts again once one has worked', async () => {
      scratch.write('mendable.cjs', THREAD);
      now = 10_000;
      await pool.run({ echo: 'well' }, never);
      await pool.release();
      scratch.write('mendable.cjs', 'process.exit(1)');
      await assert.rejects(pool.run({ echo: 'one' }, never), { code: 'worker-failed' });
      assert.equal(logger.lines.length, 6);
    });
  });

  describe('that gives tasks ahead', () => {
    /** A pool whose one thread is at work until it is let go. */
    async function atWork(): Promise<{
      pool: WorkerPool<Task, string>;
      first: Promise<string>;
      letGo: () => void;
    }> {
      const pool = makePool({ ahead: true });
      await pool.run({ echo: 'started' }, never);
      const { task, letGo } = held('first');
      return { pool, first: pool.run(task, never), letGo };
    }

    it('gives a thread at work one task, and no more', async () => {
      const { pool, first, letGo } = await atWork();
      const order: string[] = [];
      const run = (echo: string, priority: number): Promise<unknown> =>
        pool.run({ echo }, never, { priority }).then((answer) => order.push(answer));
      const all = [run('given', 0), run('waits', 0), run('urgent', 1)];
      letGo();
      await Promise.all([first, ...all]);
      assert.deepEqual(order, ['given', 'urgent', 'waits']);
    });

    it('gives idle threads tasks first', async () => {
      const pool = makePool({ ahead: true, size: 2 });
      const both = [held('a'), held('b')];
      const running = both.map(({ task }) => pool.run(task, never));
      both[1]?.letGo();
      assert.equal(await running[1], 'b');
      assert.equal(await pool.run({ echo: 'by the other' }, never), 'by the other');
      both[0]?.letGo();
      assert.equal(await running[0], 'a');
    });

    it('does not blame the task that had not begun for the death of its thread', async () => {
      const pool = makePool({ ahead: true });
      await pool.run({ echo: 'started' }, never);
      const bad = assert.rejects(pool.run({ exit: 1 }, never), { code: 'worker-failed' });
      const good = pool.run({ echo: 'given ahead' }, never);
      await bad;
      assert.equal(await good, 'given ahead');
    });

    it('does not blame the task before for the death of its thread, although its answer may be lost with it', async () => {
      const { pool, first, letGo } = await atWork();
      const bad = assert.rejects(pool.run({ exit: 1 }, never), { code: 'worker-failed' });
      letGo();
      assert.equal(await first, 'first');
      await bad;
    });

    it('ends a thread with the task that it was given ahead', async () => {
      const { pool, first, letGo } = await atWork();
      const ahead = pool.run({ threadId: true }, never);
      await pool.release();
      letGo();
      await first;
      assert.notEqual(await pool.run({ threadId: true }, never), await ahead);
    });

    it('uses the thread again when the task given ahead was aborted', async () => {
      const { pool, first, letGo } = await atWork();
      const controller = new AbortController();
      const ahead = pool.run({ echo: 'too late' }, controller.signal);
      controller.abort();
      await assert.rejects(ahead, { code: 'aborted' });
      letGo();
      assert.equal(await first, 'first');
      assert.equal(await pool.run({ echo: 'next' }, never), 'next');
    });

    it('has another thread do the task given ahead when its thread hangs', async () => {
      const pool = makePool({ ahead: true, taskTimeoutMs: 1_000 });
      await pool.run({ echo: 'started' }, never);
      const hangs = assert.rejects(pool.run({ hang: 'script' }, never), { code: 'worker-failed' });
      const ahead = pool.run({ echo: 'given ahead' }, never);
      await hangs;
      assert.equal(await ahead, 'given ahead');
    });

    it('rejects both tasks of a thread when it is disposed', async () => {
      const { pool, first, letGo } = await atWork();
      const outcomes = Promise.allSettled([first, pool.run({ echo: 'given ahead' }, never)]);
      const disposed = pool.dispose();
      letGo();
      await disposed;
      for (const outcome of await outcomes)
        assert.equal(outcome.status === 'rejected' && (outcome.reason as { code: string }).code, 'aborted');
    });
  });

  it('leaves no listener on a signal that serves many tasks', async () => {
    const controller = new AbortController();
    const pool = makePool();
    const { signal } = controller;
    await Promise.all(Array.from({ length: 12 }, () => pool.run({ echo: 'x' }, signal)));
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from '../../../server/src/base/workerMessages';
import type { PrepareResult, PrepareTask } from '../../../server/src/indexing/prepareProtocol';
import { chunkerAssets } from '../chunking/assets';
import { ScratchFolder } from '../scratchFolder';

type Reply = WorkerReply<PrepareResult>;

const script = join(__dirname, '../../../server/src/indexing/prepareWorker.ts');

/** A thread that runs the source itself: a `.ts` file cannot be a thread's script. */
function start(workerData: object): Worker {
  const code = `require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(script)});`;
  return new Worker(code, { eval: true, workerData: { lowPriority: false, ...workerData } });
}

function next(worker: Worker): Promise<Reply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const ended = (worker: Worker): Promise<number> => new Promise((resolve) => worker.once('exit', resolve));

describe('the preparing thread', function () {
  this.timeout(30_000);
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('reads and chunks files until it is stopped', async () => {
    scratch.write('a.go', 'package a\n\nfunc F() {\n}\n');
    const worker = start(await chunkerAssets());
    assert.deepEqual(await next(worker), { ready: true });
    const task: PrepareTask = {
      root: scratch.path,
      maxBytes: 1_000,
      files: [
        { path: 'a.go', knownHash: '' },
        { path: 'missing.go', knownHash: '' },
        { path: 'a.go', knownHash: '', unsaved: 'package a\n\nfunc G() {\n}\n' },
      ],
    };
    worker.postMessage({ id: 7, task } satisfies WorkerRequest<PrepareTask>);
    const reply = await next(worker);
    assert.ok('result' in reply);
    assert.equal(reply.id, 7);
    assert.deepEqual(
      reply.result.map((file) =>
        file.kind === 'chunked' ? file.chunks.map(({ chunk }) => chunk.symbol) : file.kind,
      ),
      [['F'], 'gone', ['G']],
    );
    worker.postMessage({ stop: true } satisfies WorkerRequest<PrepareTask>);
    assert.equal(await ended(worker), 0);
  });

  it('says why it cannot start', async () => {
    const worker = start({ grammarsDir: join(__dirname, 'nowhere'), syntaxesDir: __dirname });
    const reply = await next(worker);
    assert.ok('fatal' in reply);
    await ended(worker);
  });
});

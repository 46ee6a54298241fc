import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from '../../../server/src/base/workerMessages';
import type { ChunkedFile, SourceText } from '../../../server/src/chunking/chunk';
import { chunkerAssets } from './assets';

type Reply = WorkerReply<ChunkedFile>;

const script = join(__dirname, '../../../server/src/chunking/chunkingWorker.ts');

/** A thread that runs the source itself: a `.ts` file cannot be a thread's script. */
function start(workerData: unknown): Worker {
  const code = `require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(script)});`;
  return new Worker(code, { eval: true, workerData });
}

function next(worker: Worker): Promise<Reply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const ended = (worker: Worker): Promise<number> => new Promise((resolve) => worker.once('exit', resolve));

describe('the chunking thread', function () {
  this.timeout(30_000);

  it('chunks files until it is stopped', async () => {
    const worker = start(await chunkerAssets());
    assert.deepEqual(await next(worker), { ready: true });
    const task: SourceText = { path: 'a.go', language: 'go', text: 'package a\n\nfunc F() {\n}\n' };
    worker.postMessage({ id: 7, task } satisfies WorkerRequest<SourceText>);
    const reply = await next(worker);
    assert.ok('result' in reply);
    assert.equal(reply.id, 7);
    assert.deepEqual(
      reply.result.chunks.map(({ symbol }) => symbol),
      ['F'],
    );
    worker.postMessage({ stop: true } satisfies WorkerRequest<SourceText>);
    assert.equal(await ended(worker), 0);
  });

  it('says why it cannot start', async () => {
    const worker = start({ grammarsDir: join(__dirname, 'nowhere'), syntaxesDir: __dirname });
    const reply = await next(worker);
    assert.ok('fatal' in reply);
    await ended(worker);
  });
});

import assert from 'node:assert/strict';
import type { ModelSource } from '../../../server/src/embedding/modelFiles';
import { WorkerEmbedder } from '../../../server/src/embedding/workerEmbedder';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

/** A thread without a model: the vector of a text is its length and its place in the batch; some texts are faults. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', ({ stop, id, task }) => {
  if (stop) return parentPort.close();
  const { texts } = task;
  if (texts.includes('exit')) process.exit(1);
  if (texts.includes('throw')) return parentPort.postMessage({ id, error: { message: 'bad shape' } });
  const vectors = Float32Array.from(texts.flatMap((text, place) => [text.length, texts.length]));
  parentPort.postMessage({ id, result: { vectors, dimensions: workerData.model.name === 'odd' ? 3 : 2 } });
});
parentPort.postMessage({ ready: true });
`;

describe('WorkerEmbedder and the faults of its threads', () => {
  const scratch = new ScratchFolder();
  const embedders: WorkerEmbedder[] = [];
  const logger = new RecordingLogger();
  afterEach(async () => {
    await Promise.all(embedders.splice(0).map((embedder) => embedder.dispose()));
  });
  after(() => scratch.remove());

  async function create(script = THREAD, name = 'fake', signal = never): Promise<WorkerEmbedder> {
    const model: ModelSource = {
      architecture: 'transformer',
      modelId: `${name}@1`,
      name,
      minimumSimilarity: 0.1,
      dtype: 'fp32',
      allowDownload: false,
      hub: 'https://huggingface.co/',
      cacheDir: scratch.path,
    };
    const file = scratch.write('thread.cjs', script);
    const embedder = await WorkerEmbedder.create({ model, script: file, threads: 1, logger }, signal);
    embedders.push(embedder);
    return embedder;
  }

  it('puts texts of like length into batches of 32, and answers in the order given', async () => {
    const embedder = await create();
    const texts = Array.from({ length: 70 }, (_, i) => 'x'.repeat((i * 37) % 70));
    const vectors = await embedder.embed(texts, never);
    assert.deepEqual(
      vectors.map(([length]) => length),
      texts.map((text) => text.length),
    );
    assert.deepEqual(
      vectors.map(([, batch]) => batch),
      texts.map((text) => (text.length < 64 ? 32 : 6)),
    );
    assert.deepEqual(await embedder.embed([], never), []);
  });

  it('says which texts cannot be embedded, and embeds the next', async () => {
    const embedder = await create();
    for (const fault of ['throw', 'exit'])
      await assert.rejects(embedder.embed([fault], never), { code: 'embedding-failed' });
    assert.deepEqual([...(await embedder.embedQuery('four', never))], [4, 1]);
  });

  it('says that nothing can be embedded any more once no thread can be started', async () => {
    const embedder = await create();
    scratch.write('thread.cjs', 'process.exit(1)');
    await assert.rejects(embedder.embed(['exit'], never), { code: 'worker-failed' });
    await assert.rejects(embedder.embedQuery('four', never), { code: 'worker-failed' });
  });

  it('lets a query go ahead of the texts of the index', async () => {
    const embedder = await create();
    const order: string[] = [];
    const index = embedder.embed(Array<string>(320).fill('text'), never).then(() => order.push('index'));
    const query = embedder.embedQuery('question', never).then(() => order.push('query'));
    await Promise.all([index, query]);
    assert.deepEqual(order, ['query', 'index']);
  });

  it('ends on its signal', async () => {
    const embedder = await create();
    await assert.rejects(embedder.embed(['a'], AbortSignal.abort()), { code: 'aborted' });
    await assert.rejects(create(THREAD, 'fake', AbortSignal.abort()), { code: 'aborted' });
  });

  for (const [what, script, name] of [
    [
      'that says why it cannot start',
      `require('node:worker_threads').parentPort.postMessage({ fatal: { message: 'x' } });`,
      'fake',
    ],
    ['that ends at once', 'process.exit(1)', 'fake'],
    ['whose vectors have another length than it says', THREAD, 'odd'],
    ['that answers no number', THREAD.replace('text.length, texts.length', 'NaN, 1'), 'fake'],
  ] as const)
    it(`calls a model invalid with a thread ${what}`, async () => {
      await assert.rejects(create(script, name), { code: 'model-invalid' });
    });
});

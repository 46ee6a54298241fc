import assert from 'node:assert/strict';
import { join } from 'node:path';
import { silentLogger } from '../../../server/src/base/logger';
import { locateModel } from '../../../server/src/embedding/modelFiles';
import { WorkerEmbedder } from '../../../server/src/embedding/workerEmbedder';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';
import { writeTinyModel } from './tinyModel';
import { writeTinyStaticModel } from './tinyStaticModel';

const script = join(__dirname, '..', '..', '..', 'dist', 'embeddingWorker.js');

describe('WorkerEmbedder with a model folder of the user', () => {
  let scratch: ScratchFolder;
  let embedder: WorkerEmbedder | undefined;
  const open = async (): Promise<WorkerEmbedder> => {
    const choice = {
      model: writeTinyModel(scratch),
      allowDownload: false,
      builtInFolder: '',
      cacheDir: scratch.at('cache'),
    };
    const model = await locateModel(choice);
    embedder = await WorkerEmbedder.create({ model, script, threads: 1, logger: silentLogger }, never);
    return embedder;
  };
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(async () => {
    await embedder?.dispose();
    embedder = undefined;
    scratch.remove();
  });

  it('takes the mean over the tokens, padding aside, at unit length', async () => {
    const vectors = await (await open()).embed(['money', 'time', 'money time time'], never);
    const expected = [
      [1, 0],
      [0, 1],
      [1 / Math.sqrt(17), 4 / Math.sqrt(17)],
    ];
    vectors.forEach((vector, i) =>
      vector.forEach((value, j) => assert.ok(Math.abs(value - (expected[i]?.[j] ?? 9)) < 1e-6)),
    );
  });

  it('answers in the order of the texts, over many batches', async () => {
    const texts = Array.from({ length: 100 }, (_, i) =>
      i % 3 === 0 ? 'money' : 'time '.repeat((i % 5) + 1),
    );
    const vectors = await (await open()).embed(texts, never);
    assert.deepEqual(
      vectors.map(([x]) => Math.round(x ?? 9)),
      texts.map((text) => (text === 'money' ? 1 : 0)),
    );
  });

  it('gives zeros to a text that the model knows nothing of', async () => {
    assert.deepEqual([...(await (await open()).embedQuery('unheard', never))], [0, 0]);
  });

  it('tells the length of a vector', async () => {
    assert.equal((await open()).dimensions, 2);
  });

  it('says that a model cannot be loaded', async () => {
    const folder = writeTinyModel(scratch);
    scratch.write('tiny-model/onnx/model.onnx', 'truncated');
    const model = await locateModel({ model: folder, allowDownload: false, builtInFolder: '', cacheDir: '' });
    const created = WorkerEmbedder.create({ model, script, threads: 1, logger: silentLogger }, never);
    await assert.rejects(created, { code: 'model-invalid' });
  });

  it('rejects what is under way when it is disposed of', async () => {
    const opened = await open();
    const pending = assert.rejects(opened.embed(Array<string>(2_000).fill('money time'), never), {
      code: 'aborted',
    });
    await opened.dispose();
    await pending;
  });
});

describe('WorkerEmbedder with a static model', () => {
  let scratch: ScratchFolder;
  let embedder: WorkerEmbedder | undefined;
  const open = async (threads = 1): Promise<WorkerEmbedder> => {
    const folder = writeTinyStaticModel(scratch);
    const model = await locateModel({ model: folder, allowDownload: false, builtInFolder: '', cacheDir: '' });
    embedder = await WorkerEmbedder.create({ model, script, threads, logger: silentLogger }, never);
    return embedder;
  };
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(async () => {
    await embedder?.dispose();
    embedder = undefined;
    scratch.remove();
  });

  it('answers in the order of the texts, over many batches and two threads', async () => {
    const texts = Array.from({ length: 1_000 }, (_, i) => (i % 3 === 0 ? 'money' : 'time '.repeat(i % 7)));
    const vectors = await (await open(2)).embed(texts, never);
    assert.deepEqual(
      vectors.map((vector) => [...vector]),
      texts.map((text) => (text === 'money' ? [1, 0] : text === '' ? [0, 0] : [0, 1])),
    );
  });

  it('lets a query go ahead of the texts of the index', async () => {
    const opened = await open();
    const order: string[] = [];
    await Promise.all([
      opened.embed(Array<string>(2_000).fill('money time'), never).then(() => order.push('index')),
      opened.embedQuery('time', never).then(([, second]) => order.push(`query ${second}`)),
    ]);
    assert.deepEqual(order, ['query 1', 'index']);
  });

  it('tells what the model says of itself', async () => {
    const { dimensions, minimumSimilarity, modelId } = await open();
    assert.deepEqual([dimensions, minimumSimilarity], [2, 0.2]);
    assert.match(modelId, /^tiny-static@/);
  });

  it('rejects what is under way when it is disposed of', async () => {
    const opened = await open();
    const pending = assert.rejects(opened.embed(Array<string>(5_000).fill('money time'), never), {
      code: 'aborted',
    });
    await opened.dispose();
    await pending;
  });

  it('says which file of which folder cannot be used', async () => {
    const folder = writeTinyStaticModel(scratch);
    const model = await locateModel({ model: folder, allowDownload: false, builtInFolder: '', cacheDir: '' });
    scratch.write('tiny-static/onnx/model.onnx', 'truncated');
    const created = WorkerEmbedder.create({ model, script, threads: 1, logger: silentLogger }, never);
    await assert.rejects(created, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'model-invalid');
      for (const part of [folder, 'onnx/model.onnx', 'ONNX'])
        assert.ok(error.message.includes(part), error.message);
      return true;
    });
  });
});

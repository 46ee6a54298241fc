import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { silentLogger } from '../../../server/src/base/logger';
import { type Assets, locateAssets } from '../../../server/src/engine/assets';
import type { Embedder } from '../../../server/src/embedding/embedder';
import { loadModel, type LoadedModel } from '../../../server/src/engine/modelService';
import { defaultPerformanceRequest, planPerformance } from '../../../server/src/pacing/performancePlan';
import { writeTinyModel } from '../embedding/tinyModel';
import { writeTinyStaticModel } from '../embedding/tinyStaticModel';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

const root = process.cwd();

describe('loadModel', () => {
  let scratch: ScratchFolder;
  let probed: string[];
  let loaded: LoadedModel | undefined;
  beforeEach(() => {
    scratch = new ScratchFolder();
    probed = [];
  });
  afterEach(async () => {
    if (loaded !== undefined && 'embedder' in loaded) await loaded.embedder.dispose();
    loaded = undefined;
    scratch.remove();
  });

  /** Loads on a machine without the model runtime. */
  async function load(model: string, assets: Partial<Assets> = {}): Promise<LoadedModel> {
    loaded = await loadModel(
      {
        assets: { ...locateAssets(root), builtInModelDir: scratch.at('built-in'), ...assets },
        storagePath: scratch.path,
        settings: {
          model,
          allowModelDownload: false,
          exclude: [],
          maxFileBytes: 0,
          allowAnyFolder: false,
          cache: { embeddings: 'off', maxBytes: 0, policy: 'lru', maxAgeMs: 0, queries: false },
          performance: planPerformance(
            { ...defaultPerformanceRequest, workers: 1 },
            { processors: 2, attended: true, environment: {} },
          ).plan,
          maxDiskBytes: 0,
        },
        logger: silentLogger,
        probe: (module) => {
          probed.push(module);
          return Promise.resolve('it has no such processor');
        },
      },
      never,
    );
    return loaded;
  }

  it('needs no model runtime for a static model', async () => {
    writeTinyStaticModel(scratch, 'built-in');
    const model = await load('');
    assert.ok('embedder' in model, JSON.stringify(model));
    assert.deepEqual([...(await model.embedder.embedQuery('time', never))], [0, 1]);
    assert.deepEqual(probed, []);
  });

  it('tries a model once, and waits for it no more where it has worked; another of its name is tried anew', async () => {
    const embedderOf = (model: LoadedModel): Embedder =>
      'embedder' in model ? model.embedder : assert.fail(JSON.stringify(model));
    writeTinyStaticModel(scratch, 'built-in');
    const first = embedderOf(await load(''));
    assert.equal(first.isLoaded, true);
    await first.dispose();
    const again = embedderOf(await load(''));
    assert.equal(again.isLoaded, false);
    assert.deepEqual([...(await again.embedQuery('time', never))], [0, 1]);
    const { modelId, dimensions, minimumSimilarity } = first;
    assert.deepEqual(
      [again.modelId, again.dimensions, again.minimumSimilarity],
      [modelId, dimensions, minimumSimilarity],
    );
    await again.dispose();
    appendFileSync(scratch.at('built-in/tokenizer.json'), ' ');
    const other = embedderOf(await load(''));
    assert.notEqual(other.modelId, modelId);
    assert.equal(other.isLoaded, true);
  });

  it('tries a model again that has not worked', async () => {
    writeTinyStaticModel(scratch, 'built-in');
    const script = scratch.write('broken.cjs', 'process.exit(1)');
    for (let start = 0; start < 2; start++)
      assert.match(JSON.stringify(await load('', { embeddingWorker: script })), /cannot be loaded/);
  });

  it('says that a transformer needs a runtime that does not work here', async () => {
    const model = await load(writeTinyModel(scratch));
    assert.deepEqual(probed, ['onnxruntime']);
    assert.match('failure' in model ? model.failure : '', /model runtime.*no such processor/);
  });

  it('answers why there is no model', async () => {
    const model = await load('');
    assert.match('failure' in model ? model.failure : '', /no model folder at .*built-in/);
    assert.deepEqual(probed, []);
  });
});

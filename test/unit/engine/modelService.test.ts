import assert from 'node:assert/strict';
import { silentLogger } from '../../../server/src/base/logger';
import { locateAssets } from '../../../server/src/engine/assets';
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
  async function load(model: string): Promise<LoadedModel> {
    loaded = await loadModel(
      {
        assets: { ...locateAssets(root), builtInModelDir: scratch.at('built-in') },
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

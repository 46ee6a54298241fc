import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AkinError } from '../../../server/src/base/errors';
import {
  locateModel,
  type ModelChoice,
  type TransformerSource,
} from '../../../server/src/embedding/modelFiles';
import { ScratchFolder } from '../scratchFolder';
import { writeTinyModel } from './tinyModel';
import { writeTinyStaticModel } from './tinyStaticModel';

describe('locateModel', () => {
  let scratch: ScratchFolder;
  let folder: string;
  const choose = (given: Partial<ModelChoice>): ModelChoice => ({
    model: '',
    allowDownload: false,
    builtInFolder: folder,
    cacheDir: scratch.at('cache'),
    ...given,
  });
  const locateTransformer = async (given: Partial<ModelChoice>): Promise<TransformerSource> => {
    const source = await locateModel(choose(given));
    assert.equal(source.architecture, 'transformer');
    return source;
  };
  beforeEach(() => {
    scratch = new ScratchFolder();
    folder = writeTinyModel(scratch);
  });
  afterEach(() => scratch.remove());

  it('takes the built-in model when nothing is chosen', async () => {
    const { name, localModelPath, dtype } = await locateTransformer({});
    assert.deepEqual(
      { name, localModelPath, dtype },
      { name: 'tiny-model', localModelPath: scratch.path, dtype: 'fp32' },
    );
  });

  it('names a model by its content, so that vectors of another file are not mixed in', async () => {
    const before = await locateModel(choose({ model: folder }));
    scratch.write('tiny-model/onnx/model.onnx', 'other weights');
    const after = await locateModel(choose({ model: folder }));
    assert.match(before.modelId, /^tiny-model@[0-9a-f]{12}$/);
    assert.notEqual(before.modelId, after.modelId);
  });

  it('reads how near two texts must be from the model itself', async () => {
    assert.equal((await locateModel(choose({}))).minimumSimilarity, -1);
    scratch.write('tiny-model/config.json', JSON.stringify({ akin: { minimum_similarity: 0.25 } }));
    assert.equal((await locateModel(choose({}))).minimumSimilarity, 0.25);
  });

  it('finds a static model with the length of its vectors', async () => {
    const model = writeTinyStaticModel(scratch);
    const { modelId, ...source } = await locateModel(choose({ model }));
    assert.match(modelId, /^tiny-static@[0-9a-f]{12}$/);
    assert.deepEqual(source, {
      architecture: 'static',
      name: 'tiny-static',
      minimumSimilarity: 0.2,
      dimensions: 2,
      folder: model,
      onnxFile: 'onnx/model.onnx',
    });
  });

  for (const [architecture, shown] of [
    ['lstm', '"lstm"'],
    [7, '7'],
    [null, 'null'],
  ] as const)
    it(`refuses the architecture ${shown} and says which are known`, async () => {
      scratch.write('tiny-model/config.json', JSON.stringify({ akin: { architecture } }));
      await assert.rejects(locateModel(choose({})), (error: AkinError) => {
        assert.equal(error.code, 'model-invalid');
        for (const part of [folder, shown, 'static and transformer'])
          assert.ok(error.message.includes(part), error.message);
        return true;
      });
    });

  it('refuses a static model that does not say how long its vectors are', async () => {
    const model = writeTinyStaticModel(scratch);
    scratch.write('tiny-static/config.json', JSON.stringify({ akin: { architecture: 'static' } }));
    await assert.rejects(locateModel(choose({ model })), { code: 'model-invalid', message: /hidden_size/ });
  });

  it('refuses a configuration that is not JSON', async () => {
    scratch.write('tiny-model/config.json', 'hidden_size: 2');
    await assert.rejects(locateModel(choose({})), { code: 'model-invalid', message: /config\.json/ });
  });

  it('refuses a folder that is not there', async () => {
    await assert.rejects(locateModel(choose({ model: scratch.at('nowhere') })), { code: 'model-missing' });
  });

  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'])
    it(`refuses a folder without ${file} and names it`, async () => {
      rmSync(join(folder, file));
      await assert.rejects(locateModel(choose({})), {
        code: 'model-invalid',
        message: new RegExp(file.replace('.', '\\.')),
      });
    });

  it('refuses a tokenizer that is cut off', async () => {
    scratch.write('tiny-model/tokenizer.json', '{"cut":');
    await assert.rejects(locateModel(choose({})), { code: 'model-invalid', message: /tokenizer\.json/ });
  });

  for (const content of ['null', '7'])
    it(`refuses the configuration ${content}`, async () => {
      scratch.write('tiny-model/config.json', content);
      await assert.rejects(locateModel(choose({})), { code: 'model-invalid', message: /describes no model/ });
    });

  it('bears a configuration with another meaning of its own member', async () => {
    scratch.write('tiny-model/config.json', '{"akin": "much"}');
    assert.equal((await locateModel(choose({}))).minimumSimilarity, -1);
  });

  it('asks the hub only when that is allowed', async () => {
    await assert.rejects(locateModel(choose({ model: 'owner/name' })), {
      code: 'model-missing',
      message: /allowModelDownload/,
      model: { id: 'owner/name', host: 'huggingface.co' },
    });
    const allowed = await locateTransformer({ model: 'owner/name', allowDownload: true });
    assert.deepEqual(
      [allowed.name, allowed.allowDownload, allowed.localModelPath],
      ['owner/name', true, undefined],
    );
  });

  it('uses a model of the hub that was fetched before without asking again', async () => {
    for (const file of [
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'onnx/model_quantized.onnx',
    ])
      scratch.write(`cache/owner/name/${file}`, '{}');
    for (const allowDownload of [false, true]) {
      const found = await locateTransformer({ model: 'owner/name', allowDownload });
      assert.deepEqual([found.allowDownload, found.localModelPath], [false, scratch.at('cache')]);
    }
  });

  it('has not fetched what it fetched half', async () => {
    scratch.write('cache/owner/name/config.json', '{}');
    await assert.rejects(locateModel(choose({ model: 'owner/name' })), { code: 'model-missing' });
    assert.equal((await locateTransformer({ model: 'owner/name', allowDownload: true })).allowDownload, true);
  });

  for (const [hub, address, host] of [
    ['http://mirror.example:8080/hub', 'http://mirror.example:8080/hub/', 'mirror.example:8080'],
    ['https://mirror.example/', 'https://mirror.example/', 'mirror.example'],
    ['mirror', 'https://huggingface.co/', 'huggingface.co'],
    ['file:///models', 'https://huggingface.co/', 'huggingface.co'],
  ] as const)
    it(`asks ${address} where another hub is named as ${hub}`, async () => {
      const allowed = await locateTransformer({ model: 'owner/name', allowDownload: true, hub });
      assert.equal(allowed.hub, address);
      await assert.rejects(locateModel(choose({ model: 'owner/name', hub })), {
        model: { id: 'owner/name', host },
      });
    });

  it('refuses what is neither a path nor an id', async () => {
    await assert.rejects(locateModel(choose({ model: 'not a model' })), { code: 'model-missing' });
  });
});

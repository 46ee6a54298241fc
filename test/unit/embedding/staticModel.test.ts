import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import type { AkinError, ErrorCode } from '../../../server/src/base/errors';
import { embeddedText } from '../../../server/src/chunking/embeddedText';
import { chunkLines } from '../../../server/src/chunking/lineChunker';
import { locateModel } from '../../../server/src/embedding/modelFiles';
import { StaticModel } from '../../../server/src/embedding/staticModel';
import { ScratchFolder } from '../scratchFolder';
import { INT8, initializer, onnxFile } from './onnxWriter';
import { tinyTable, tinyTokenizer, writeTinyStaticModel } from './tinyStaticModel';

const root = process.cwd();
const name = 'akin-static-v2';

/** Words like others here and in training, marks to the model runtime. */
const SPECIAL_TOKEN = /\[(?:PAD|UNK|CLS)\]/;

async function load(model: string): Promise<StaticModel> {
  const source = await locateModel({ model, allowDownload: false, builtInFolder: '', cacheDir: '' });
  assert.equal(source.architecture, 'static');
  return StaticModel.load(source);
}

/** Windows of lines of this project's sources, from short to longer than a model reads. */
function realChunks(): string[] {
  const folder = 'server/src';
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .flatMap((path) =>
      chunkLines({ path, language: 'typescript', text: readFileSync(join(root, folder, path), 'utf8') }),
    )
    .map(embeddedText)
    .filter((text) => !SPECIAL_TOKEN.test(text));
}

describe('the embedded model without a model runtime', () => {
  it('gives the vectors of the model runtime', async () => {
    const model = await load(join(root, 'models', name));
    const chunks = realChunks();
    const some = chunks.filter((_, i) => i % Math.ceil(chunks.length / 150) === 0);
    const texts = [...some, chunks.slice(0, 8).join('\n'), 'open a file', '', '漢字', 'time '.repeat(600)];
    assert.ok(texts.length > 50);
    const vectors = model.embed(texts);
    const wanted = await embedByRuntime(texts);
    wanted.forEach((vector, index) => {
      const own = vectors.subarray(index * model.dimensions, (index + 1) * model.dimensions);
      const [cosine, length] = [dot(own, vector), dot(vector, vector)];
      assert.ok(length === 0 ? dot(own, own) === 0 : cosine > 0.9999, `${cosine}: ${texts[index]}`);
    });
  });

  it('gives a text the same vector whatever stands before it', async () => {
    const model = await load(join(root, 'models', name));
    const alone = model.embed(['open a file']);
    assert.deepEqual(model.embed(['close the window', 'open a file']).subarray(model.dimensions), alone);
  });
});

async function embedByRuntime(texts: string[]): Promise<number[][]> {
  env.allowRemoteModels = false;
  env.localModelPath = join(root, 'models');
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const model = await AutoModel.from_pretrained(name, {
    local_files_only: true,
    dtype: 'fp32',
    device: 'cpu',
  });
  const options = { padding: true, truncation: true, max_length: 512 };
  const output = (await model(tokenizer(texts, options))) as Record<string, Tensor>;
  const vectors = output.sentence_embedding?.tolist() as number[][];
  await model.dispose();
  return vectors;
}

function dot(a: Float32Array | number[], b: Float32Array | number[]): number {
  return [...a].reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
}

describe('StaticModel', () => {
  let scratch: ScratchFolder;
  let folder: string;
  beforeEach(() => {
    scratch = new ScratchFolder();
    folder = writeTinyStaticModel(scratch);
  });
  afterEach(() => scratch.remove());

  it('weighs each word by the length of its row', async () => {
    const model = await load(folder);
    // money is [3, 0], time is [0, 2] with a scale of 2.
    assert.deepEqual(
      [...model.embed(['money', 'Time!', 'money, moneyTime', 'unheard', ''])].map((x) => +x.toFixed(4)),
      [1, 0, 0, 1, 0.8321, 0.5547, 0, 0, 0, 0],
    );
  });

  const write = (file: string, content: string | Uint8Array) => (): void => {
    scratch.write(join('tiny-static', file), content);
  };
  const json = (value: unknown): string => JSON.stringify(value);
  const tokenizer = tinyTokenizer();
  const wide = onnxFile([initializer('table', [6, 3], INT8, new Uint8Array(18))]);
  const low = onnxFile([initializer('table', [4, 2], INT8, new Uint8Array(8))]);

  const faults: [what: string, code: ErrorCode, spoil: () => void, named: string[]][] = [
    ['that is missing', 'model-missing', () => rmSync(folder, { recursive: true }), ['no model folder']],
    [
      'without a tokenizer',
      'model-invalid',
      () => rmSync(join(folder, 'tokenizer.json')),
      ['lacks tokenizer.json'],
    ],
    [
      'with a tokenizer of another type',
      'model-invalid',
      write('tokenizer.json', json({ ...tokenizer, model: { type: 'Unigram', vocab: [['a', 1]] } })),
      ['tokenizer.json', 'WordPiece'],
    ],
    [
      'with a tokenizer that is null',
      'model-invalid',
      write('tokenizer.json', 'null'),
      ['tokenizer.json', 'WordPiece'],
    ],
    [
      'with a pattern that cannot be read',
      'model-invalid',
      () => {
        const text = json(tokenizer).replace('(?<=[a-z])', '(?<=[a-z]');
        assert.notEqual(text, json(tokenizer));
        write('tokenizer.json', text)();
      },
      ['tokenizer.json', 'egular expression'],
    ],
    [
      'with a truncated table',
      'model-invalid',
      write('onnx/model.onnx', tinyTable().subarray(0, 40)),
      ['onnx/model.onnx', 'truncated'],
    ],
    [
      'with an empty table file',
      'model-invalid',
      write('onnx/model.onnx', ''),
      ['onnx/model.onnx', 'no constant named table'],
    ],
    [
      'with a table of another dimension',
      'model-invalid',
      write('onnx/model.onnx', wide),
      ['onnx/model.onnx', '3 numbers', 'hidden_size 2'],
    ],
    [
      'with a vocabulary larger than the table',
      'model-invalid',
      write('onnx/model.onnx', low),
      ['onnx/model.onnx', '4 rows', 'token 5'],
    ],
    [
      'of an unknown architecture',
      'model-invalid',
      write('config.json', json({ hidden_size: 2, akin: { architecture: 'recurrent' } })),
      ['config.json', '"recurrent"', 'static and transformer'],
    ],
    [
      'whose configuration is not JSON',
      'model-invalid',
      write('config.json', '{"hidden'),
      ['config.json', 'not valid JSON'],
    ],
  ];
  for (const [what, code, spoil, named] of faults)
    it(`refuses a model folder ${what} and says so`, async () => {
      spoil();
      await assert.rejects(load(folder), (error: AkinError) => {
        assert.equal(error.code, code);
        for (const part of [folder, ...named]) assert.ok(error.message.includes(part), error.message);
        return true;
      });
    });

  it('refuses the table cut off at every length', async () => {
    const table = tinyTable();
    const source = { folder, onnxFile: 'onnx/model.onnx', dimensions: 2 };
    // The last four bytes, after the graph, say the version of its operators.
    for (let length = 0; length < table.length - 4; length++) {
      write('onnx/model.onnx', table.subarray(0, length))();
      await assert.rejects(StaticModel.load(source), { code: 'model-invalid' }, `cut at ${length}`);
    }
  });
});

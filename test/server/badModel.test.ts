import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import type { IndexStatus } from '../../protocol/indexMessages';
import { BUILT_IN_MODEL } from '../../server/src/engine/assets';
import { writeTinyModel } from '../unit/embedding/tinyModel';
import { writeTinyStaticModel } from '../unit/embedding/tinyStaticModel';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, packageRoot } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: a model folder that cannot be used', () => {
  const scratch = new ScratchFolder();
  let project = '';
  let server: LanguageServerProcess | undefined;

  before(() => {
    project = writeSampleProject(scratch);
    assert.ok(embeddedNow() > 0);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  after(() => scratch.remove());

  /** How many texts went through the built-in model to bring the index up to date. */
  function embeddedNow(): number {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(packageRoot, 'dist/cli.js'), 'index', project, '--json', '--storage', scratch.at('storage')],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    return (JSON.parse(stdout) as { embedded: number }).embedded;
  }

  /** Every file of the indexes with vectors, with its size; those of words alone come and go. */
  function storedFiles(): Map<string, number> {
    const folder = scratch.at('storage/indexes');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return new Map(
      files
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => file.includes('.lance') && !file.includes('-words'))
        .sort()
        .map((file) => [file, statSync(file).size]),
    );
  }

  async function startWith(model: string): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({
      folders: [project],
      storagePath: scratch.at('storage'),
      settings: { model },
    });
    return server;
  }

  const untilAtRest = (running: LanguageServerProcess): Promise<IndexStatus> =>
    running.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));

  /** A copy of the model that comes with Akin, so that one thing in it can be broken. */
  function copyOfBuiltIn(name: string): string {
    cpSync(join(packageRoot, 'models', BUILT_IN_MODEL), scratch.at(name), { recursive: true });
    return scratch.at(name);
  }

  function changeConfig(
    folder: string,
    change: (config: { hidden_size: number; akin: object }) => object,
  ): string {
    const file = join(folder, 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8')) as { hidden_size: number; akin: object };
    scratch.write(file.slice(scratch.path.length), JSON.stringify(change(config)));
    return folder;
  }

  function cutOnnx(folder: string, bytes: number): string {
    const file = join(folder, 'onnx', 'model.onnx');
    scratch.write(file.slice(scratch.path.length), readFileSync(file).subarray(0, bytes));
    return folder;
  }

  function remove(folder: string, file: string): string {
    rmSync(join(folder, file));
    return folder;
  }

  const bad: [what: string, make: () => string, reason: RegExp][] = [
    ['is missing', () => scratch.at('nowhere'), /no model folder at/],
    ['is a file', () => scratch.write('model.onnx', 'x'), /no model folder at/],
    ['is empty', () => emptyFolder(), /lacks config\.json, tokenizer\.json, tokenizer_config\.json, onnx/],
    ['has no tokenizer', () => remove(copyOfBuiltIn('mute'), 'tokenizer.json'), /lacks tokenizer\.json/],
    [
      'has a tokenizer of another kind',
      () => withTokenizer(copyOfBuiltIn('foreign'), '{"model":{"type":"BPE"}}'),
      /tokenizer\.json .*WordPiece/,
    ],
    [
      'has a tokenizer that is no JSON',
      () => withTokenizer(copyOfBuiltIn('garbled'), '{"model":'),
      /tokenizer\.json .*not valid JSON/,
    ],
    [
      'has a config that is no JSON',
      () => withConfig(copyOfBuiltIn('cut-config'), '{"'),
      /config\.json .*not valid JSON/,
    ],
    [
      'has a static config without the length of a vector',
      () => changeConfig(copyOfBuiltIn('lengthless'), ({ akin }) => ({ akin })),
      /lacks hidden_size/,
    ],
    ['has an empty ONNX file', () => cutOnnx(copyOfBuiltIn('hollow'), 0), /model\.onnx .*no constant/],
    ['has half an ONNX file', () => cutOnnx(copyOfBuiltIn('half'), 100_000), /model\.onnx .*truncated/],
    [
      'is a transformer with half an ONNX file',
      () => cutOnnx(writeTinyModel(scratch, 'half-transformer'), 40),
      /cannot be loaded/,
    ],
    [
      'has vectors of another length than it says',
      () =>
        changeConfig(copyOfBuiltIn('longer'), (config) => ({
          ...config,
          hidden_size: config.hidden_size * 2,
        })),
      /model\.onnx .*hidden_size/,
    ],
    [
      'is of an unknown architecture',
      () =>
        changeConfig(copyOfBuiltIn('odd'), (config) => ({ ...config, akin: { architecture: 'quantum' } })),
      /"quantum"; known are static and transformer/,
    ],
  ];

  function emptyFolder(): string {
    mkdirSync(scratch.at('empty'));
    return scratch.at('empty');
  }

  function withTokenizer(folder: string, text: string): string {
    scratch.write(join(folder, 'tokenizer.json').slice(scratch.path.length), text);
    return folder;
  }

  function withConfig(folder: string, text: string): string {
    scratch.write(join(folder, 'config.json').slice(scratch.path.length), text);
    return folder;
  }

  for (const [what, make, reason] of bad)
    it(`${what}: is told of, words still find, and the good index stays`, async () => {
      const folder = make();
      const before = storedFiles();
      assert.ok(before.size > 0);
      const running = await startWith(folder);
      const { state, message = '', model } = await untilAtRest(running);
      assert.deepEqual([state, model], ['degraded', ''], message);
      assert.match(message, reason);
      assert.match(message, /keywords only/);
      assert.ok(message.includes(folder), `names the folder: ${message}`);
      assert.match(message, /akin\.model/, 'says what to do');
      assert.doesNotMatch(message, /\n|\s{2}|\.\.$/, 'one sentence after the other');
      const [hit] = await running.search({ query: 'hash_password' });
      assert.equal(hit?.symbol, 'hash_password');
      await running.stop();
      assert.deepEqual(storedFiles(), before, 'the index of the built-in model');
    });

  it('can be named and taken back while the server runs', async () => {
    const running = await startWith('');
    await running.untilReady();
    for (const [model, state] of [
      [scratch.at('nowhere'), 'degraded'],
      ['', 'ready'],
    ] as const) {
      const there = running.next((status) => status.state === state);
      await running.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { akin: { model } },
      });
      await there;
      assert.equal((await running.search({ query: 'hash_password' }))[0]?.symbol, 'hash_password');
    }
  });

  it('embeds nothing again with the built-in model afterwards', () => assert.equal(embeddedNow(), 0));
});

describe('server: a model of other vectors', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  for (const [what, write] of [
    ['table', writeTinyStaticModel],
    ['transformer', writeTinyModel],
  ] as const)
    it(`finds by a ${what} whose vectors have two numbers`, async () => {
      const project = `${what}-project`;
      scratch.write(`${project}/purse.py`, 'def purse():\n    """money money"""\n    return 1\n');
      scratch.write(`${project}/clock.py`, 'def clock():\n    """time time"""\n    return 2\n');
      const server = await LanguageServerProcess.start({
        folders: [scratch.at(project)],
        storagePath: scratch.at('storage'),
        settings: { model: write(scratch, `${what}-model`) },
      });
      try {
        await server.untilReady();
        for (const [query, symbol] of [
          ['time', 'clock'],
          ['money', 'purse'],
        ]) {
          const hits = await server.search({ query: query ?? '' });
          assert.equal(hits[0]?.symbol, symbol);
          for (const { score } of hits) assert.ok(Number.isFinite(score), String(score));
        }
      } finally {
        await server.stop();
      }
    });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { DuplicatesRequest } from '../../protocol/duplicateMessages';
import type { IndexStatus } from '../../protocol/indexMessages';
import { PerformanceReportRequest } from '../../protocol/performanceMessages';
import { writeTinyModel } from '../unit/embedding/tinyModel';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { ModelHub } from './modelHub';

const MODEL = 'somebody/tiny';

describe('server: what leaves this machine', () => {
  let scratch: ScratchFolder;
  let hub: ModelHub;
  let server: LanguageServerProcess | undefined;

  beforeEach(async () => {
    scratch = new ScratchFolder();
    scratch.write('project/purse.py', 'def purse():\n    """money money"""\n    return 1\n');
    scratch.write('project/clock.py', 'def clock():\n    """time time"""\n    return 2\n');
    hub = await ModelHub.start(MODEL, writeTinyModel(scratch));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await hub.stop();
    scratch.remove();
  });

  /** Starts a server whose connections are noted. */
  async function start(settings: object): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({
      folders: [scratch.at('project')],
      storagePath: scratch.at('storage'),
      settings,
      startedBy: [
        'env',
        `NODE_OPTIONS=--require=${join(__dirname, 'noteConnections.cjs')}`,
        `AKIN_CONNECTIONS=${scratch.at('connections')}`,
        `HF_ENDPOINT=${hub.address}`,
      ],
    });
    return server;
  }

  /** What the server and its threads have connected to, each once. */
  function connections(): string[] {
    if (!existsSync(scratch.at('connections'))) return [];
    const lines = readFileSync(scratch.at('connections'), 'utf8').split('\n');
    return [...new Set(lines.filter((line) => line !== ''))];
  }

  const untilAtRest = (running: LanguageServerProcess): Promise<IndexStatus> =>
    running.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));

  it('is nothing while it indexes, searches and looks for duplicates with the built-in model', async () => {
    const running = await start({});
    await running.untilReady();
    assert.ok((await running.search({ query: 'money' })).length > 0);
    await running.connection.sendRequest(DuplicatesRequest, {});
    await running.connection.sendRequest(PerformanceReportRequest, {});
    scratch.write('project/new.py', 'def new():\n    return 3\n');
    await running.changed(scratch.at('project/new.py'));
    await running.until(({ filesDone }) => filesDone === 3);
    await running.stop();
    assert.deepEqual(connections(), []);
  });

  it('is nothing while nobody has agreed to fetch the model that is named, and what to agree to is told', async () => {
    const running = await start({ model: MODEL });
    const status = await untilAtRest(running);
    assert.equal(status.state, 'degraded');
    assert.deepEqual(status.missingModel, { id: MODEL, host: hub.host });
    assert.equal((await running.search({ query: 'money' }))[0]?.symbol, 'purse');
    await running.stop();
    assert.deepEqual([connections(), hub.requests], [[], []]);
  });

  it('is the name of the model once somebody has agreed, and nothing from the next start on', async () => {
    const first = await start({ model: MODEL });
    await untilAtRest(first);
    const ready = first.next(({ state }) => state === 'ready');
    await first.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { akin: { model: MODEL, allowModelDownload: true } },
    });
    const status = await ready;
    assert.equal(status.missingModel, undefined);
    assert.match(status.model, /^somebody\/tiny/);
    assert.equal((await first.search({ query: 'time' }))[0]?.symbol, 'clock');
    await first.stop();
    assert.deepEqual(connections(), [hub.host]);
    assert.ok(hub.requests.length > 0);
    for (const { method, path, bodyBytes } of hub.requests) {
      assert.deepEqual([method, bodyBytes], ['GET', 0]);
      assert.match(path, /^\/somebody\/tiny\/resolve\/main\/[\w/.]+$/);
    }
    const asked = hub.requests.length;
    for (const allowModelDownload of [true, false]) {
      const later = await start({ model: MODEL, allowModelDownload });
      await later.untilReady();
      assert.equal((await later.search({ query: 'time' }))[0]?.symbol, 'clock');
      await later.stop();
    }
    assert.equal(hub.requests.length, asked);
  });

  it('is told of when the hub does not have the model, and words still find', async () => {
    const running = await start({ model: 'somebody/other', allowModelDownload: true });
    const { state, message = '' } = await untilAtRest(running);
    assert.equal(state, 'degraded');
    assert.match(message, /somebody\/other/);
    assert.equal((await running.search({ query: 'money' }))[0]?.symbol, 'purse');
  });
});

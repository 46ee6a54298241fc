import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import { ServerCommands } from '../../protocol/commands';
import { SearchRequest } from '../../protocol/searchMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, packageRoot, uriOf } from './languageServerProcess';
import { sampleFileCount, writeSampleProject } from './sampleProject';

describe('server: start', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  const start = async (...folders: string[]): Promise<LanguageServerProcess> => {
    server = await LanguageServerProcess.start({ folders, storagePath: scratch.at('storage') });
    return server;
  };

  it('says how it is started to who starts it otherwise', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageRoot, 'dist/server.js')], {
      encoding: 'utf8',
    });
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    assert.match(stderr, /--stdio/);
  });

  for (const [name, initializationOptions] of [
    ['an empty storage path', { storagePath: '' }],
    ['a storage path that is no text', { storagePath: 5 }],
  ] as const)
    it(`refuses to initialize with ${name}, by a typed error`, async () => {
      server = new LanguageServerProcess();
      await assert.rejects(server.initialize({ initializationOptions }), {
        code: ErrorCodes.InvalidParams,
        message: /storagePath/,
      });
    });

  it('keeps its index where the command line does when no place is named', async () => {
    const before = process.env.AKIN_STORAGE;
    process.env.AKIN_STORAGE = scratch.at('named');
    try {
      server = new LanguageServerProcess();
    } finally {
      if (before === undefined) delete process.env.AKIN_STORAGE;
      else process.env.AKIN_STORAGE = before;
    }
    const folder = writeSampleProject(scratch);
    await server.initialize({ workspaceFolders: [{ uri: uriOf(folder), name: 'project' }] });
    await server.connection.sendNotification('initialized', {});
    await server.untilReady();
    assert.ok(existsSync(scratch.at('named/indexes')));
  });

  it('offers what plain clients can use, and not to a client with views of its own', async () => {
    server = new LanguageServerProcess();
    const plain = await server.initialize({ initializationOptions: { storagePath: scratch.at('storage') } });
    assert.equal(plain.capabilities.workspaceSymbolProvider, true);
    assert.deepEqual(plain.capabilities.executeCommandProvider, { commands: Object.values(ServerCommands) });
    await server.stop();
    server = new LanguageServerProcess();
    const options = { storagePath: scratch.at('storage'), ownViews: true };
    const { capabilities } = await server.initialize({ initializationOptions: options });
    assert.equal(capabilities.workspaceSymbolProvider, undefined);
    assert.equal(capabilities.executeCommandProvider, undefined);
  });

  it('refuses requests before it is initialized', async () => {
    server = new LanguageServerProcess();
    await assert.rejects(server.send(SearchRequest, { query: 'a' }), {
      code: ErrorCodes.ServerNotInitialized,
    });
  });

  it('tells its name and version', async () => {
    server = new LanguageServerProcess();
    const { serverInfo, capabilities } = await server.initialize({
      initializationOptions: { storagePath: scratch.at('storage') },
    });
    const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.deepEqual(serverInfo, { name: 'akin', version });
    assert.equal(capabilities.workspace?.workspaceFolders?.supported, true);
  });

  it('is starting or indexing, never ready, until it has indexed', async () => {
    const project = writeSampleProject(scratch);
    const running = await start(project);
    const ready = await running.untilReady();
    assert.equal(ready.filesDone, sampleFileCount);
    const before = running.statuses.slice(
      0,
      running.statuses.findIndex(({ state }) => state === 'ready'),
    );
    assert.ok(before.every(({ state }) => state === 'starting' || state === 'indexing'));
  });

  it('opens the root of a client that knows no workspace folders', async () => {
    server = new LanguageServerProcess();
    const project = writeSampleProject(scratch);
    await server.initialize({
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- that is what such a client sends
      rootUri: uriOf(project),
      initializationOptions: { storagePath: scratch.at('storage') },
    });
    await server.connection.sendNotification('initialized', {});
    assert.equal((await server.untilReady()).filesDone, sampleFileCount);
  });

  it('is ready with nothing to do, and loads no model, when no folder is open', async () => {
    const running = await start();
    const status = await running.until(({ state }) => state === 'ready');
    assert.deepEqual([status.filesTotal, status.model], [0, '']);
    assert.deepEqual(await running.search({ query: 'anything' }), []);
  });

  it('indexes nothing while it is turned off', async () => {
    server = await LanguageServerProcess.start({
      folders: [writeSampleProject(scratch)],
      storagePath: scratch.at('storage'),
      settings: { enable: false },
    });
    const status = await server.until(({ state }) => state === 'paused');
    assert.match(status.message ?? '', /akin\.enable/);
    assert.deepEqual(await server.search({ query: 'anything' }), []);
  });

  it('tells of a setting that does not fit, once, and goes on with the default', async () => {
    server = await LanguageServerProcess.start({
      folders: [writeSampleProject(scratch)],
      storagePath: scratch.at('storage'),
      settings: { search: { limit: 'many' } },
    });
    await server.untilReady();
    assert.deepEqual(server.shown, [
      'akin.search.limit must be a number from 1 to 200. The default is used.',
    ]);
  });

  for (const [name, folder] of [
    ['that is missing', '/no/such/folder'],
    ['that is the home directory', homedir()],
    ['that is the root of the disk', '/'],
  ] as const)
    it(`says why it does not index a folder ${name}, and goes on`, async () => {
      const running = await start(folder);
      const status = await running.until(({ state }) => state === 'error');
      assert.ok(status.message !== undefined && status.message.includes(folder));
      if (!name.includes('missing')) assert.match(status.message, /akin\.index\.allowAnyFolder/);
      assert.deepEqual(await running.search({ query: 'anything' }), []);
    });

  for (const ownViews of [false, true])
    it(`shows why a folder is not indexed ${ownViews ? 'in the status alone to a client that shows it' : 'to any other client, once'}`, async () => {
      server = await LanguageServerProcess.start({
        folders: [homedir()],
        storagePath: scratch.at('storage'),
        ownViews,
      });
      const { message = '' } = await server.until(({ state }) => state === 'error');
      await server.search({ query: 'anything' });
      assert.deepEqual(server.shown, ownViews ? [] : [message]);
    });

  it('says why it does not index a file that is opened as a folder', async () => {
    const running = await start(scratch.write('file.ts', 'let a;'));
    const { message } = await running.until(({ state }) => state === 'error');
    assert.match(message ?? '', /is a file/);
  });

  it('indexes the others when one of several folders is missing', async () => {
    const running = await start(scratch.at('missing'), writeSampleProject(scratch));
    const status = await running.until(
      ({ state, filesDone }) => state === 'error' && filesDone === sampleFileCount,
    );
    assert.match(status.message ?? '', /does not exist/);
    assert.ok((await running.search({ query: 'hash of a password' })).length > 0);
  });

  it('is ready for an empty folder', async () => {
    mkdirSync(scratch.at('empty'));
    const running = await start(scratch.at('empty'));
    const status = await running.untilReady();
    assert.deepEqual([status.filesDone, status.chunks], [0, 0]);
    assert.deepEqual(await running.search({ query: 'anything' }), []);
  });

  it('indexes nothing where its storage cannot be written, and says so', async () => {
    scratch.write('blocked', '');
    server = await LanguageServerProcess.start({
      folders: [writeSampleProject(scratch)],
      storagePath: scratch.at('blocked/storage'),
    });
    const status = await server.until(({ state }) => state === 'degraded' || state === 'error');
    assert.equal(status.state, 'error');
    assert.match(status.message ?? '', /blocked/);
    assert.equal((await server.status()).state, 'error');
  });
});

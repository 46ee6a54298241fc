import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type ExtensionContext, type LogOutputChannel, Uri, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { buildLanguageClient } from '../../../client/src/languageClient';
import { type ClientEvents, type ServerProcess, ServerRun } from '../../../client/src/serverRun';

/** A server that can nothing, and ends when it is told to or is alone. */
const SERVER = `
process.on('disconnect', () => process.exit(1));
process.on('message', ({ id, method }) => {
  if (method === 'exit') process.exit(0);
  if (id !== undefined) process.send({ jsonrpc: '2.0', id, result: method === 'initialize' ? { capabilities: {} } : null });
});
`;

describe('The client of the server', () => {
  let folder: string;
  let log: LogOutputChannel;
  let made: ServerProcess[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'akin-client-'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'server.js'), SERVER);
    log = window.createOutputChannel('Akin, of a test', { log: true });
  });

  after(() => {
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => (made = []));

  /** Notes the processes that are made for it. */
  function build(events?: ClientEvents): LanguageClient {
    const context = {
      asAbsolutePath: (path: string) => join(folder, path),
      globalStorageUri: Uri.file(folder),
    };
    return buildLanguageClient(context as ExtensionContext, log, {
      onClosed: () => events?.onClosed(),
      onProcess: (process) => {
        made.push(process);
        events?.onProcess(process);
      },
    });
  }

  /** The one process that was made. */
  function server(): ServerProcess {
    const [only, ...others] = made;
    assert.ok(only !== undefined && others.length === 0);
    return only;
  }

  it('makes one process, which ends with it', async () => {
    const client = build();
    await client.start();
    await client.dispose();
    await ended(server());
    assert.equal(server().exitCode, 0);
  });

  for (const turns of [0, 1])
    it(`makes no process when it is disposed after ${turns} turns of its start`, async () => {
      const client = build();
      const start = client.start();
      for (let turn = 0; turn < turns; turn++) await setImmediate();
      await Promise.all([assert.rejects(start, /disposed/), client.dispose()]);
      assert.equal(client.serverProcess, undefined);
      assert.deepEqual(made, []);
    });

  it('leaves no process that was being made when its run ended', async () => {
    let end: Promise<void> | undefined;
    const run: ServerRun<LanguageClient> = new ServerRun<LanguageClient>({
      load: () => Promise.resolve(build),
      before: Promise.resolve(),
      onBuilt: (client) =>
        client.onDidChangeState(({ newState }) => {
          if (newState !== State.Starting) return;
          assert.deepEqual(made, [], 'not yet');
          end = run.end();
        }),
      onStarted: () => Promise.reject(new Error('it came up')),
      onUnloadable: (error) => assert.fail(String(error)),
      onEnded: (reason) => assert.fail(reason),
      debug: () => undefined,
    });
    void run.begin();
    while (end === undefined) await setImmediate();
    await end;
    // It is told of in the turn in which it is made.
    while (made.length === 0) await setImmediate();
    await ended(server());
  });
});

async function ended(process: ServerProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  await new Promise<void>((resolve) => process.once('exit', resolve));
}

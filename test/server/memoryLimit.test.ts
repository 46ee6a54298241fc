import assert from 'node:assert/strict';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { FoldersRequest } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';

const OLD_FILES = 40;
const NEW_FILES = 60;

/** Less than the runtime alone takes. */
const TOO_LITTLE_MB = 50;

/** More than a small folder ever needs, on any machine that runs these tests. */
const ENOUGH_MB = 4_000;

describe('server: a memory limit that is too small', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(limitMb: number): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({
      folders: [scratch.at('project')],
      storagePath: scratch.at('storage'),
      settings: { memory: { limitMb } },
    });
    return server;
  }

  async function assertFound(running: LanguageServerProcess, files: readonly WrittenFile[]): Promise<void> {
    for (const { symbol } of files)
      assert.equal((await running.search({ query: symbol, limit: 1 }))[0]?.symbol, symbol);
  }

  /** Changes the setting of a running server, as an editor tells it. */
  async function setLimit(running: LanguageServerProcess, limitMb: number): Promise<void> {
    const settings = { akin: { memory: { limitMb } } };
    await running.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  it('stops indexing with a message that names it, answers all the same, and is over once it is raised', async () => {
    const old = writeManyFiles(scratch, 'project', Array(OLD_FILES).keys());
    await (await start(ENOUGH_MB)).untilReady();
    await server?.stop();
    const added = writeManyFiles(
      scratch,
      'project',
      Array.from({ length: NEW_FILES }, (_, i) => OLD_FILES + i),
    );

    const running = await start(TOO_LITTLE_MB);
    const held = await running.until(
      ({ state, filesTotal }) => state === 'degraded' && filesTotal === OLD_FILES + NEW_FILES,
    );
    assert.deepEqual([held.stage, held.degradedBy], ['Stopped', 'memory']);
    assert.match(held.message ?? '', /to save memory.* 50 MB .*akin\.memory\.limitMb/);
    assert.equal(held.memory?.level, 'stopped');
    const [folder] = await running.send(FoldersRequest, {});
    assert.deepEqual([folder?.status.stage, folder?.status.degradedBy], ['Stopped', 'memory']);
    assert.equal(held.filesDone, OLD_FILES);
    await assertFound(running, old);
    const [first] = await running.search({ query: added[0]?.symbol ?? '', limit: 1 });
    assert.notEqual(first?.symbol, added[0]?.symbol);

    await setLimit(running, ENOUGH_MB);
    const ready = await running.until(({ state, filesDone }) => state === 'ready' && filesDone > OLD_FILES);
    assert.equal(ready.filesDone, OLD_FILES + NEW_FILES);
    assert.deepEqual([ready.degradedBy, ready.message], [undefined, undefined]);
    assert.equal(ready.memory?.level, 'normal');
    await assertFound(running, [...old, ...added]);
  });

  it('stops a server at work when it is lowered, and nothing that is stored is lost', async () => {
    const old = writeManyFiles(scratch, 'project', Array(OLD_FILES).keys());
    const running = await start(ENOUGH_MB);
    await running.untilReady();
    await setLimit(running, TOO_LITTLE_MB);
    await running.until(({ state, memory }) => state === 'ready' && memory?.level === 'stopped');
    const [first] = old;
    assert.ok(first !== undefined);
    await assertFound(running, old);
    writeManyFiles(scratch, 'project', [0], 7);
    await running.changed(scratch.at(`project/${first.path}`));
    await running.until(({ stage }) => stage === 'Stopped');
    await assertFound(running, old);
  });
});

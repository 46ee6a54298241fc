import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, undisturbed } from './sameIndex';
import { shortenTimers } from './shortenedTimers';

const FILES = 200;

describe('server: two windows on one folder', function () {
  this.timeout(180_000);
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  const servers: LanguageServerProcess[] = [];

  beforeEach(() => {
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', [...Array(FILES).keys()]);
    folder = scratch.at('project');
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.kill()));
    scratch.remove();
  });

  async function start(nodeOptions: readonly string[] = []): Promise<LanguageServerProcess> {
    const server = await LanguageServerProcess.start({
      folders: [folder],
      storagePath: scratch.at('storage'),
      nodeOptions,
    });
    servers.push(server);
    return server;
  }

  it('started at once: one writes, both answer, and the other goes on when the first is killed', async () => {
    const both = await Promise.all([start(), start()]);
    const isReader = ({ message = '' }: { message?: string }): boolean =>
      message.startsWith('Another window');
    const roles = await Promise.all(
      both.map((server) => server.until((status) => status.state === 'ready' || isReader(status))),
    );
    const reads = roles.map(isReader);
    assert.deepEqual([...reads].sort(), [false, true], JSON.stringify(roles));
    const [writer, reader] = reads[0] === true ? [both[1], both[0]] : [both[0], both[1]];
    const whole = await contentOf(writer, folder, files);
    await reader.until(({ filesDone }) => filesDone === FILES);
    assert.ok((await reader.search({ query: files[7]?.symbol ?? '' }))[0]?.symbol === files[7]?.symbol);
    await writer.kill();
    await reader.until(({ state, message }) => state === 'ready' && message === undefined);
    assert.deepEqual(await contentOf(reader, folder, files), whole);
  });

  it('the second takes over in the middle, and what both were told of is there', async () => {
    const first = await start();
    await first.until(({ chunks }) => chunks > 0);
    const second = await start();
    await second.until(({ state }) => state !== 'starting');
    writeManyFiles(scratch, 'project', [0, 1, 2], 1);
    for (const server of servers)
      await server.changed(...files.slice(0, 3).map(({ path }) => join(folder, path)));
    await first.kill();
    await second.until(({ state, message }) => state === 'ready' && message === undefined);
    assert.deepEqual(
      await contentOf(second, folder, files),
      await undisturbed(folder, scratch.at('undisturbed'), files),
    );
  });

  it('the place of a writer that died cannot be taken at first: it is told and tried again', async () => {
    const first = await start();
    const whole = await contentOf(first, folder, files);
    const nodeOptions = shortenTimers(scratch, { 15_000: 1_000 });
    const second = await start(nodeOptions);
    await second.until(({ filesDone }) => filesDone === FILES);
    // A drive that is away for a while.
    renameSync(folder, scratch.at('away'));
    await first.kill();
    const failed = await second.until(({ state }) => state === 'error');
    assert.match(failed.message ?? '', /does not exist or cannot be read/);
    renameSync(scratch.at('away'), folder);
    await second.until(({ state, message }) => state === 'ready' && message === undefined);
    assert.deepEqual(await contentOf(second, folder, files), whole);
    writeManyFiles(scratch, 'project', [0], 1);
    const began = second.nextWork();
    await second.changed(join(folder, files[0]?.path ?? ''));
    await began;
    await second.untilReady();
  });

  it('it cannot be seen at first whether the writer has died: the second takes over all the same', async () => {
    const first = await start();
    const whole = await contentOf(first, folder, files);
    const second = await start();
    await second.until(({ filesDone }) => filesDone === FILES);
    await first.kill();
    const [lock = ''] = readdirSync(scratch.at('storage/indexes'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('writer.lock'))
      .map((name) => scratch.at(join('storage/indexes', name)));
    // As if a third one were taking its place.
    mkdirSync(`${lock}.takeover`);
    await second.until(({ state, message }) => state === 'ready' && message === undefined);
    assert.deepEqual(await contentOf(second, folder, files), whole);
  });
});

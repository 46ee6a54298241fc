import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { IndexesRequest, type IndexesResult } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';
import { ShiftedClock } from './shiftedClock';
import { shortenTimers } from './shortenedTimers';

/** The first check comes after a minute, the next ones every ten. */
const CHECKS = { 60_000: 1_500, 600_000: 500 };

/** More than the ten minutes between the notice and the removal. */
const AFTER_GRACE_MS = 11 * 60_000;

describe('server: akin.index.maxDiskMb', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(
    name: string,
    maxDiskMb = 0,
    nodeOptions: readonly string[] = [],
  ): Promise<LanguageServerProcess> {
    await server?.stop();
    server = await LanguageServerProcess.start({
      folders: [scratch.at(name)],
      storagePath: scratch.at('storage'),
      settings: { index: { maxDiskMb } },
      nodeOptions,
    });
    await server.untilReady();
    return server;
  }

  async function labels(running: LanguageServerProcess): Promise<string[]> {
    return (await running.send(IndexesRequest, {})).indexes.map(({ label }) => label).sort();
  }

  it('has the index that was of no use for longest announced, and removed after the grace', async () => {
    for (const name of ['oldest', 'older', 'open']) writeSampleProject(scratch, name);
    for (const name of ['oldest', 'older', 'open']) await start(name);
    const { indexes }: IndexesResult = (await server?.send(IndexesRequest, {})) ?? assert.fail();
    // The three hold the same; what was just made is larger until it is compacted. There is room for two.
    const maxBytes = 2.5 * Math.min(...indexes.map(({ bytes }) => bytes));
    const clock = new ShiftedClock(scratch);
    const running = await start('open', maxBytes / 1024 / 1024, [
      ...clock.nodeOptions,
      ...shortenTimers(scratch, CHECKS),
    ]);
    await until(() => running.shown.some((message) => message.includes('will be removed')));
    const notices = running.shown.filter((message) => message.includes('will be removed'));
    assert.match(notices[0] ?? '', /The index of oldest .*after 10 minutes/);
    assert.deepEqual(await labels(running), ['older', 'oldest', 'open'], 'it is there until then');
    clock.set(AFTER_GRACE_MS);
    await until(async () => !(await labels(running)).includes('oldest'));
    assert.deepEqual(await labels(running), ['older', 'open']);
    assert.equal(running.shown.filter((message) => message.includes('will be removed')).length, 1);
    assert.equal((await running.search({ query: 'hash of a password' }))[0]?.symbol, 'hash_password');
  });
});

/** Looks until something holds, which no message tells of; fails after long. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look++) {
    if (await holds()) return;
    await delay(50);
  }
  assert.fail('it has not come to hold');
}

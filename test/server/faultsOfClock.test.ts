import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceReportRequest } from '../../protocol/performanceMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, undisturbed } from './sameIndex';
import { ShiftedClock } from './shiftedClock';

const FILES = 40;
const DAY_MS = 24 * 3_600_000;

/** More than the days that a vector is kept. */
const LONG_DAYS = 100;

describe('server: a clock that is wrong', () => {
  let scratch: ScratchFolder;
  let clock: ShiftedClock;
  let files: WrittenFile[] = [];
  let server: LanguageServerProcess | undefined;

  beforeEach(() => {
    scratch = new ScratchFolder();
    clock = new ShiftedClock(scratch);
    files = writeManyFiles(scratch, 'project', Array(FILES).keys());
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(name = 'project'): Promise<LanguageServerProcess> {
    await server?.stop();
    server = await LanguageServerProcess.start({
      folders: [scratch.at(name)],
      storagePath: scratch.at('storage'),
      nodeOptions: clock.nodeOptions,
    });
    await server.untilReady();
    return server;
  }

  /** Adds, changes and removes files, and waits until the server has dealt with them. */
  async function changeSome(running: LanguageServerProcess): Promise<void> {
    const began = running.nextWork();
    const added = writeManyFiles(scratch, 'project', [FILES, FILES + 1]);
    const changed = writeManyFiles(scratch, 'project', [0, 1, 2], 5);
    const [removed] = files.splice(3, 1);
    assert.ok(removed !== undefined);
    rmSync(scratch.at(`project/${removed.path}`));
    files.push(...added);
    const told = [...added, ...changed, removed].map(({ path }) => scratch.at(join('project', path)));
    await running.changed(...told);
    await began;
    await running.until(({ state, filesDone }) => state === 'ready' && filesDone === files.length);
  }

  async function assertUpToDate(running: LanguageServerProcess): Promise<void> {
    const fresh = await undisturbed(scratch.at('project'), scratch.at('undisturbed'), files);
    assert.deepEqual(await contentOf(running, scratch.at('project'), files), fresh);
  }

  /** Which share of the vectors that a server needed since its start was in the cache. */
  async function hitRatio(running: LanguageServerProcess): Promise<number | undefined> {
    return (await running.send(PerformanceReportRequest, {})).gauges.cacheHitRatio;
  }

  for (const [what, days] of [
    ['set back by a day', -1],
    ['set ahead by a hundred days', LONG_DAYS],
  ] as const)
    it(`${what} while the server runs: changes are found, by this one and the next`, async () => {
      const running = await start();
      clock.set(days * DAY_MS);
      await changeSome(running);
      await assertUpToDate(running);
      clock.set(0);
      const again = await start();
      assert.equal((await again.status()).updates, 0, 'nothing is indexed again');
      await assertUpToDate(again);
    });

  it('set back between two runs: what is stored and cached with times to come is of use', async () => {
    clock.set(LONG_DAYS * DAY_MS);
    await start();
    await server?.stop();
    clock.set(0);
    const running = await start();
    assert.equal((await running.status()).updates, 0, 'nothing is indexed again');
    await changeSome(running);
    await assertUpToDate(running);
    writeManyFiles(scratch, 'copy', Array(FILES).keys());
    assert.equal(await hitRatio(await start('copy')), 1);
  });

  it('right again after long: what the cache holds is too old by then', async () => {
    await start();
    await server?.stop();
    writeManyFiles(scratch, 'copy', Array(FILES).keys());
    clock.set(LONG_DAYS * DAY_MS);
    assert.equal(await hitRatio(await start('copy')), 0);
  });
});

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Chance } from '../bench/query/chance';
import { ScratchFolder } from '../unit/scratchFolder';
import { indexByCommand } from './indexCommand';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, type IndexContent, undisturbed } from './sameIndex';

/** Together fifty kills: so many times an index is begun, and each is killed so often before it may end. */
const SERIES = 5;
const KILLS_OF_A_NEW_INDEX = 6;
const KILLS_OF_A_CHANGED_INDEX = 4;

const FILES = 160;

/** Files that are changed before each start of a complete index. */
const CHANGED = 40;

/** A kill comes at latest after this share of the time that the whole work takes: what one kill leaves, the next one meets. */
const MAX_SHARE_OF_WORK = 0.5;

/** Of all kills, those that come while the server is still starting. */
const EARLY_SHARE = 0.2;
const MAX_START_MS = 600;

/** `AKIN_KILL_SEED` repeats a run. */
const seed = Number(process.env.AKIN_KILL_SEED ?? Math.floor(Math.random() * 1e6));

describe(`server: killed at random moments (AKIN_KILL_SEED=${seed})`, () => {
  const chance = new Chance(seed);
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  let whole: IndexContent;
  let workMs = 0;

  before(async function () {
    this.timeout(60_000);
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', numbersBelow(FILES));
    folder = scratch.at('project');
    workMs = await timeOfWork(folder, scratch.at('undisturbed'));
    whole = await undisturbed(folder, scratch.at('undisturbed'), files);
  });
  after(() => scratch.remove());

  for (let series = 1; series <= SERIES; series++)
    it(`loses nothing that was stored, and makes nothing twice, series ${series}`, async function () {
      this.timeout(180_000);
      const storagePath = scratch.at(`storage-${series}`);
      let stored = 0;
      for (let kill = 0; kill < KILLS_OF_A_NEW_INDEX; kill++)
        stored = await startAndKill(storagePath, stored, `series ${series}, kill ${kill}`);
      const report = indexByCommand(folder, storagePath);
      assert.equal(report.chunks, whole.chunks);
      assert.ok(
        report.embedded <= whole.chunks - stored,
        `${stored} of ${whole.chunks} chunks had been told as stored, ${report.embedded} were embedded again`,
      );
      await assertWhole(storagePath);
      await changeAndKill(storagePath, series);
      rmSync(storagePath, { recursive: true });
    });

  /** Kills a complete index while it takes in changed files: what has not changed is never embedded again. */
  async function changeAndKill(storagePath: string, series: number): Promise<void> {
    const changed = new Set<number>();
    for (let kill = 0; kill < KILLS_OF_A_CHANGED_INDEX; kill++) {
      const some = Array.from({ length: CHANGED }, () => Math.floor(chance.next() * FILES));
      for (const number of some) changed.add(number);
      writeManyFiles(scratch, 'project', some, series * 10 + kill);
      const kept = await startAndKill(storagePath, 0, `series ${series}, change ${kill}`);
      const unchanged = whole.chunks - changed.size * MAX_CHUNKS_OF_A_FILE;
      assert.ok(
        kept === 0 || kept >= unchanged,
        `only ${kept} chunks were left, ${unchanged} had not changed`,
      );
    }
    const report = indexByCommand(folder, storagePath);
    assert.ok(
      report.embedded <= changed.size * MAX_CHUNKS_OF_A_FILE,
      `${changed.size} files had changed, ${report.embedded} chunks were embedded`,
    );
    const again = await undisturbed(folder, scratch.at(`again-${series}`), files);
    const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
    assert.deepEqual(await contentOf(server, folder, files), again);
    await server.stop();
    writeManyFiles(scratch, 'project', numbersBelow(FILES));
  }

  /**
   * Starts the server, kills it at a random moment, and looks that it found all that an earlier one had stored.
   * @param stored chunks that were told as stored before
   * @returns chunks that have been told as stored by now
   */
  async function startAndKill(storagePath: string, stored: number, what: string): Promise<number> {
    const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
    const isEarly = chance.next() < EARLY_SHARE;
    const delayMs = Math.round(chance.next() * (isEarly ? MAX_START_MS : workMs * MAX_SHARE_OF_WORK));
    if (!isEarly) await server.until(({ state }) => state !== 'starting');
    await delay(delayMs);
    await server.kill();
    const told = server.statuses.filter(({ state }) => state !== 'starting').map(({ chunks }) => chunks);
    for (const chunks of told)
      assert.ok(chunks >= stored, `${what}: ${stored} chunks were stored, ${chunks} are left`);
    return Math.max(stored, ...told);
  }

  async function assertWhole(storagePath: string): Promise<void> {
    const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
    assert.deepEqual(await contentOf(server, folder, files), whole);
    await server.stop();
  }
});

/** Of the files of `manyFiles`: a comment at the head, three functions, a class and its method at most. */
const MAX_CHUNKS_OF_A_FILE = 6;

/** Milliseconds from the moment that a server has started until it has indexed a folder from nothing. */
async function timeOfWork(folder: string, storagePath: string): Promise<number> {
  const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
  await server.until(({ state }) => state !== 'starting');
  const began = performance.now();
  await server.untilReady();
  const elapsedMs = performance.now() - began;
  await server.stop();
  return elapsedMs;
}

function numbersBelow(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

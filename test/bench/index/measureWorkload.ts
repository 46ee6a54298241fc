import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../../server/src/base/errors';
import { UPKEEP_REST_MS } from '../../../server/src/engine/storeUpkeep';
import { folderBytes } from '../../../server/src/store/folderBytes';
import { LanguageServerProcess } from '../../server/languageServerProcess';
import type { ScratchFolder } from '../../unit/scratchFolder';
import { Chance } from '../query/chance';
import { questionsAbout } from '../query/questions';
import { memoryOf } from '../processMemory';
import { tell } from '../runBench';
import { ChangedFiles, countRuns, measureSwitch } from './branchSwitch';
import { type ColdIndex, type IndexedRun, indexCold } from './coldIndex';
import { indexByCommand, parseAlone } from './commandLine';
import { askAll, askWhileIndexing } from './queries';
import { median, timesOf, type WorkloadReport } from './report';
import { measureSaves } from './saves';

/** Any number does; the same one saves and asks the same. */
const SEED = 11;

const QUESTIONS = 200;
const SAVES = 40;
const CHANGED_FILES = 1_000;
/** The median of them counts. */
const REOPENINGS = 3;

/** Upkeep takes no longer for any of the folders, its rests aside. */
const UPKEEP_MS = 15_000;

/** From this many chunks on, queries while indexing are held to a bound. */
const LARGE_CHUNKS = 100_000;

const LIMIT_MB = 500;

export interface MeasureOptions {
  name: string;
  /** Absolute path; files in it are changed. */
  folder: string;
  runs: number;
  /** Also index within a limit of memory. */
  limited: boolean;
}

/** Measures all that is to be known of one folder. */
export async function measureWorkload(
  { name, folder, runs, limited }: MeasureOptions,
  scratch: ScratchFolder,
): Promise<{ load: WorkloadReport; model: string }> {
  const say = (what: string): void => tell(`${name}: ${what} …`);
  const chance = new Chance(SEED);
  const questions = questionsAbout(folder, QUESTIONS, chance);
  const cold = await measureCold(folder, runs, scratch, say);
  const { last, storage } = cold;
  try {
    say('asking and saving');
    const queriesAtRest = timesOf(await askAll(last.server, questions));
    const saves = timesOf(await measureSaves(last.server, folder, SAVES, chance));
    say('changing many files at once');
    const changed = new ChangedFiles(folder, CHANGED_FILES, chance);
    const switchRuns = await countRuns(last.server, changed);
    say('resting, until upkeep has dropped what was replaced');
    await delay(UPKEEP_REST_MS + UPKEEP_MS);
    const servedPeakMib = memoryOf(last.server.pid)?.peak;
    await last.server.stop();
    const storeBytes = await folderBytes(join(storage, 'indexes'));
    const cacheBytes = (await folderBytes(storage)) - storeBytes;
    say('reopening');
    const reopen = await measureReopen(folder, storage);
    const branchSwitch = { ...measureSwitch(changed, folder, storage), runs: switchRuns };
    rmSync(storage, { recursive: true });
    say('asking while indexing');
    const early = await askWhileIndexing(folder, scratch.at('early'), questions);
    rmSync(scratch.at('early'), { recursive: true });
    const large = early.filter(({ chunks }) => chunks >= LARGE_CHUNKS).map(({ ms }) => ms);
    say('counting what is embedded');
    const counted = indexByCommand(folder, scratch.at('counted'));
    rmSync(scratch.at('counted'), { recursive: true });
    const load: WorkloadReport = {
      name,
      ...cold.figures,
      embedded: counted.embedded,
      storeBytes,
      cacheBytes,
      ...(servedPeakMib !== undefined && { servedPeakMib }),
      reopen,
      saves,
      queriesAtRest,
      queriesWhileIndexing: timesOf(early.map(({ ms }) => ms)),
      ...(large.length > 0 && { queriesWhileIndexingLarge: timesOf(large) }),
      branchSwitch,
    };
    if (limited) {
      say('indexing within a limit of memory');
      try {
        load.limited = await measureLimited(folder, scratch);
      } catch (error) {
        // The page shows that the figure is missing; the others have taken half an hour.
        tell(`${name}: not indexed within the limit: ${messageOf(error)}`);
      }
    }
    return { load, model: last.cold.status.model };
  } catch (error) {
    await last.server.kill();
    throw error;
  }
}

type ColdFigures = Pick<
  WorkloadReport,
  | 'files'
  | 'chunks'
  | 'sourceBytes'
  | 'threads'
  | 'wallSeconds'
  | 'parseAloneSeconds'
  | 'coldRatio'
  | 'cpuSeconds'
  | 'cpuRatio'
  | 'peakMib'
  | 'firstFoundSeconds'
>;

/** Parsing alone and a cold index in turn, so that a busy moment of the machine meets both. */
async function measureCold(
  folder: string,
  runs: number,
  scratch: ScratchFolder,
  say: (what: string) => void,
): Promise<{ figures: ColdFigures; last: IndexedRun; storage: string }> {
  const pairs: { alone: ReturnType<typeof parseAlone>; cold: ColdIndex }[] = [];
  for (let run = 1; ; run++) {
    say(`parsing alone, then indexing, run ${run}`);
    const alone = parseAlone(folder);
    const storage = scratch.at(`storage-${run}`);
    const last = await indexCold(folder, storage);
    pairs.push({ alone, cold: last.cold });
    if (run === runs) return { figures: figuresOf(pairs), last, storage };
    await last.server.stop();
    rmSync(storage, { recursive: true });
  }
}

function figuresOf(pairs: readonly { alone: ReturnType<typeof parseAlone>; cold: ColdIndex }[]): ColdFigures {
  const [first] = pairs;
  if (first === undefined) throw new RangeError('There was no run.');
  const { alone, cold } = first;
  const cpu = pairs.flatMap(({ cold: { cpuSeconds } }) => (cpuSeconds === undefined ? [] : [cpuSeconds]));
  const cpuRatios = pairs.flatMap((pair) =>
    pair.cold.cpuSeconds === undefined ? [] : [pair.cold.cpuSeconds / pair.alone.cpuSeconds],
  );
  const peak = pairs.flatMap(({ cold: { peakMib } }) => (peakMib === undefined ? [] : [peakMib]));
  return {
    files: alone.files,
    chunks: cold.status.chunks,
    sourceBytes: alone.bytes,
    threads: alone.threads,
    wallSeconds: median(pairs.map((pair) => pair.cold.wallSeconds)),
    parseAloneSeconds: median(pairs.map((pair) => pair.alone.wallSeconds)),
    coldRatio: median(pairs.map((pair) => pair.cold.wallSeconds / pair.alone.wallSeconds)),
    firstFoundSeconds: median(pairs.map((pair) => pair.cold.firstFoundSeconds)),
    ...(cpu.length > 0 && { cpuSeconds: median(cpu), cpuRatio: median(cpuRatios) }),
    ...(peak.length > 0 && { peakMib: median(peak) }),
  };
}

/** The server's time to ready when nothing has changed; what it embedded is the command line's to say. */
async function measureReopen(folder: string, storagePath: string): Promise<WorkloadReport['reopen']> {
  const seconds: number[] = [];
  for (let run = 0; run < REOPENINGS; run++) {
    const started = performance.now();
    const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
    await server.untilReady();
    seconds.push((performance.now() - started) / 1000);
    await server.stop();
  }
  return { seconds: median(seconds), embedded: indexByCommand(folder, storagePath).embedded };
}

async function measureLimited(
  folder: string,
  scratch: ScratchFolder,
): Promise<NonNullable<WorkloadReport['limited']>> {
  const storage = scratch.at('limited');
  const { server, cold } = await indexCold(folder, storage, { memory: { limitMb: LIMIT_MB } });
  await server.stop();
  rmSync(storage, { recursive: true });
  return {
    peakMib: cold.peakMib ?? Number.NaN,
    files: cold.status.filesDone,
    wallSeconds: cold.wallSeconds,
  };
}

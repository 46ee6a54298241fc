import type { IndexBenchReport, WorkloadReport } from './report';

/** A figure beside what is asked of it. */
export interface Verdict {
  figure: string;
  workload: string;
  value: number;
  unit: string;
  /** True where more is better. */
  rising: boolean;
  must: number;
  aim: number;
}

/** What is asked of the indexer; a figure without an aim of its own has its must twice. */
const bounds = {
  coldRatio: { must: 2.5, aim: 1.5 },
  firstFoundSeconds: { must: 3, aim: 1 },
  reopenEmbedded: { must: 0, aim: 0 },
  /** Asked for 10,000 files; smaller folders are held to it as well. */
  reopenSeconds: { must: 3, aim: 1 },
  saveP95Ms: { must: 500, aim: 150 },
  switchRuns: { must: 1, aim: 1 },
  hitRatio: { must: 0.99, aim: 0.99 },
  queryIndexingP95Ms: { must: 150, aim: 50 },
  /** In MB, as all that the product says of memory. */
  peakMb: { must: 900, aim: 500 },
  limitedPeakMb: { must: 550, aim: 500 },
  storeRatio: { must: 1, aim: 0.5 },
  chunksPerSecond: { must: 100, aim: 100 },
  hundredFilesSeconds: { must: 30, aim: 30 },
};

/** Sets the bound for peak memory without a limit. */
const MEMORY_WORKLOAD = 'spring-framework';

/** Reopening is asked about up to this many files. */
const REOPEN_MAX_FILES = 12_000;

/** All that was measured and has a bound. */
export function verdictsOf(report: IndexBenchReport): Verdict[] {
  const { hundredFilesSeconds } = report;
  const all = report.workloads.flatMap(verdictsOfWorkload);
  if (hundredFilesSeconds !== undefined)
    all.push({
      figure: '100 files, from nothing',
      workload: 'made tree',
      value: hundredFilesSeconds,
      unit: 's',
      rising: false,
      ...bounds.hundredFilesSeconds,
    });
  return all;
}

function verdictsOfWorkload(load: WorkloadReport): Verdict[] {
  const { name: workload, branchSwitch, reopen, limited } = load;
  const low = (
    figure: string,
    value: number | undefined,
    unit: string,
    bound: { must: number; aim: number },
  ) => (value === undefined ? [] : [{ figure, workload, value, unit, rising: false, ...bound }]);
  const high = (figure: string, value: number, unit: string, bound: { must: number; aim: number }) => [
    { figure, workload, value, unit, rising: true, ...bound },
  ];
  const isReopenSize = load.files <= REOPEN_MAX_FILES;
  return [
    ...low('cold index ÷ parsing alone', load.coldRatio, '', bounds.coldRatio),
    ...low('first searchable batch', load.firstFoundSeconds, 's', bounds.firstFoundSeconds),
    ...low('reopened, embedded', reopen.embedded, '', bounds.reopenEmbedded),
    ...low('reopened, ready', isReopenSize ? reopen.seconds : undefined, 's', bounds.reopenSeconds),
    ...low('saved → searchable, p95', load.saves.p95Ms, 'ms', bounds.saveP95Ms),
    ...low('1,000 files at once, runs', branchSwitch.runs, '', bounds.switchRuns),
    ...high('1,000 files and back, hits', branchSwitch.hitRatio, '', bounds.hitRatio),
    ...low(
      'query p95 while indexing 100k chunks',
      load.queriesWhileIndexingLarge?.p95Ms,
      'ms',
      bounds.queryIndexingP95Ms,
    ),
    ...low(
      'peak memory, upkeep included',
      workload === MEMORY_WORKLOAD ? toMb(load.servedPeakMib ?? load.peakMib) : undefined,
      'MB',
      bounds.peakMb,
    ),
    ...low('peak memory with a limit of 500 MB', toMb(limited?.peakMib), 'MB', bounds.limitedPeakMb),
    ...low('store ÷ source', storeRatioOf(load), '', bounds.storeRatio),
    ...high('chunks a second', load.chunks / load.wallSeconds, '', bounds.chunksPerSecond),
  ];
}

/** The system tells in units of 1024, the bounds are in MB. */
function toMb(mib: number | undefined): number | undefined {
  return mib === undefined ? undefined : (mib * 2 ** 20) / 1e6;
}

/** Bytes that are kept for each byte of source. */
export function storeRatioOf({ storeBytes, sourceBytes }: WorkloadReport): number {
  return storeBytes / sourceBytes;
}

/** `met`, `not met`, or `met, not the aim`. */
export function judge({ value, rising, must, aim }: Verdict): string {
  const holds = (bound: number): boolean => (rising ? value >= bound : value <= bound);
  if (!holds(must)) return 'not met';
  return holds(aim) ? 'met' : 'met, not the aim';
}

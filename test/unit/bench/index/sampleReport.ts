import type { IndexBenchReport, WorkloadReport } from '../../../bench/index/report';

const times = { p50Ms: 10, p95Ms: 20, count: 5 };

/** A folder whose figures keep to every bound, some of them changed. */
export function sampleWorkload(changes: Partial<WorkloadReport> = {}): WorkloadReport {
  return {
    name: 'kite',
    files: 1_000,
    chunks: 4_000,
    sourceBytes: 2_000_000,
    threads: 1,
    wallSeconds: 4,
    parseAloneSeconds: 4,
    coldRatio: 1,
    cpuRatio: 1,
    cpuSeconds: 5,
    peakMib: 300,
    firstFoundSeconds: 0.5,
    embedded: 3_900,
    storeBytes: 800_000,
    reopen: { seconds: 0.8, embedded: 0 },
    saves: times,
    queriesAtRest: times,
    queriesWhileIndexing: times,
    branchSwitch: { files: 1_000, embeddedThere: 500, embeddedBack: 0, hitRatio: 1, runs: 1 },
    ...changes,
  };
}

/** A report of some folders. */
export function sampleReport(...workloads: WorkloadReport[]): IndexBenchReport {
  return { processors: 2, runs: 3, model: 'akin@1', workloads, hundredFilesSeconds: 2 };
}

import { percentile } from '../statistics';
import type { BranchSwitch } from './branchSwitch';

/** Milliseconds, of which half and of which 19 in 20 are at most so long. */
export interface Times {
  p50Ms: number;
  p95Ms: number;
  count: number;
}

/** What was measured of one folder. Times of cold runs are medians. */
export interface WorkloadReport {
  name: string;
  files: number;
  chunks: number;
  /** Of the files that were chunked. */
  sourceBytes: number;
  /** Threads that chunk. */
  threads: number;
  wallSeconds: number;
  parseAloneSeconds: number;
  /** Cold wall ÷ parsing alone, each of one run; their median. */
  coldRatio: number;
  cpuSeconds?: number;
  /** The same of processor time, which says something on a busy machine too. */
  cpuRatio?: number;
  peakMib?: number;
  firstFoundSeconds: number;
  embedded: number;
  /** The index of the folder, once it was closed. */
  storeBytes: number;
  /** Of the cache of vectors, which all folders share. */
  cacheBytes?: number;
  /** Peak of the process after queries, saves and upkeep as well. */
  servedPeakMib?: number;
  reopen: { seconds: number; embedded: number };
  saves: Times;
  queriesAtRest: Times;
  queriesWhileIndexing: Times;
  /** The same, asked once there were 100,000 chunks. */
  queriesWhileIndexingLarge?: Times;
  branchSwitch: BranchSwitch & { runs: number };
  /** With `akin.memory.limitMb: 500`. */
  limited?: { peakMib: number; files: number; wallSeconds: number };
}

/** What the benchmark of the indexer measured. */
export interface IndexBenchReport {
  processors: number;
  runs: number;
  model: string;
  workloads: WorkloadReport[];
  /** Seconds from the start of the server on a folder of 100 files until all can be found. */
  hundredFilesSeconds?: number;
}

/** Rounded, so that a report can be read and compared line by line. */
export function timesOf(ms: readonly number[]): Times {
  return {
    p50Ms: Math.round(percentile(ms, 0.5) * 10) / 10,
    p95Ms: Math.round(percentile(ms, 0.95) * 10) / 10,
    count: ms.length,
  };
}

/** The middle value; the lower one of two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

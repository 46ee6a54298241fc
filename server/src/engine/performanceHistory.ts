import type { Metrics } from '../base/metrics';
import { MetricNames } from './performanceThresholds';

/** What was so at one moment, and what was done since the look before it. */
export interface PerformanceSample {
  /** Since the engine started. */
  seconds: number;
  /** Resident memory of the process with all of its threads, and what it may have; in units of 1,000,000 bytes. */
  rssMb: number;
  limitMb: number;
  chunksPerSecond: number;
  /** Mean of the searches; absent when nobody searched. */
  queryMs?: number;
  /** Mean of the batches; absent when none ended. */
  batchMs?: number;
  /** Share, from 0 to 1, of the vectors that were asked for and were kept already; absent when none was asked for. */
  cacheHitRatio?: number;
}

/** What a look reads besides the metrics. */
export interface PerformanceReadings {
  rssBytes: number;
  limitBytes: number;
  /** Of the cache of vectors, since the engine started. */
  cacheHits: number;
  cacheMisses: number;
}

/**
 * Fifteen minutes of indexing at one look every two seconds, which is more than a chart of some 600 points can show; 450 samples
 * are some 40 KB of an answer.
 */
export const MAX_SAMPLES = 450;

/** While nothing is done one sample of this time is kept: memory still moves, by seconds nobody looks at. */
export const REST_SECONDS = 30;

/** Two looks closer than this, as when a report is asked for right after one, would tell a rate of noise. */
const LEAST_SECONDS = 1.5;

/** Totals as the last look saw them. */
interface Totals {
  seconds: number;
  chunks: number;
  queries: { count: number; sum: number };
  batches: { count: number; sum: number };
  cacheHits: number;
  cacheMisses: number;
}

/** The last samples of what an engine does, so that a chart that is opened late shows the past at once. Bounded by {@link MAX_SAMPLES}. */
export class PerformanceHistory {
  private kept: PerformanceSample[] = [];
  private seen: Totals;

  constructor(
    private readonly metrics: Metrics,
    private readonly read: () => PerformanceReadings,
  ) {
    this.seen = this.totals(read());
  }

  /** Oldest first. */
  get samples(): readonly PerformanceSample[] {
    return this.kept;
  }

  /** Takes a sample, unless the last one was taken right before. To be called every few seconds. */
  look(): void {
    const readings = this.read();
    const now = this.totals(readings);
    const isFirst = this.kept.length === 0;
    if (!isFirst && now.seconds - this.seen.seconds < LEAST_SECONDS) return;
    this.keep(sampleOf(this.seen, now, readings));
    this.seen = now;
  }

  /** A rest is told by its beginning and its end, with samples far apart between them. */
  private keep(sample: PerformanceSample): void {
    const last = this.kept.at(-1);
    const before = this.kept.at(-2);
    const isResting = isIdle(sample) && last !== undefined && isIdle(last);
    if (isResting && before !== undefined && sample.seconds - before.seconds < REST_SECONDS) this.kept.pop();
    this.kept.push(sample);
    if (this.kept.length > MAX_SAMPLES) this.kept.shift();
  }

  private totals({ cacheHits, cacheMisses }: PerformanceReadings): Totals {
    const { metrics } = this;
    return {
      seconds: metrics.seconds,
      chunks: metrics.counted(MetricNames.chunks),
      queries: metrics.measured(MetricNames.query),
      batches: metrics.measured(MetricNames.batch),
      cacheHits,
      cacheMisses,
    };
  }
}

function sampleOf(before: Totals, now: Totals, readings: PerformanceReadings): PerformanceSample {
  const elapsed = now.seconds - before.seconds;
  const sample: PerformanceSample = {
    seconds: rounded(now.seconds),
    rssMb: Math.round(readings.rssBytes / 1e6),
    limitMb: Math.round(readings.limitBytes / 1e6),
    chunksPerSecond: elapsed > 0 ? Math.round((now.chunks - before.chunks) / elapsed) : 0,
  };
  const queryMs = meanOf(before.queries, now.queries);
  const batchMs = meanOf(before.batches, now.batches);
  const hits = now.cacheHits - before.cacheHits;
  const asked = hits + now.cacheMisses - before.cacheMisses;
  if (queryMs !== undefined) sample.queryMs = queryMs;
  if (batchMs !== undefined) sample.batchMs = batchMs;
  if (asked > 0) sample.cacheHitRatio = rounded(hits / asked, 1_000);
  return sample;
}

function meanOf(before: Totals['queries'], now: Totals['queries']): number | undefined {
  const count = now.count - before.count;
  return count > 0 ? rounded((now.sum - before.sum) / count) : undefined;
}

function isIdle({ chunksPerSecond, queryMs, batchMs, cacheHitRatio }: PerformanceSample): boolean {
  return chunksPerSecond === 0 && [queryMs, batchMs, cacheHitRatio].every((value) => value === undefined);
}

/** Digits that no chart shows only make the answer longer. */
function rounded(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}

/**
 * Messages that editor and server exchange about what the server does and what it costs. Both sides import these constants; the method names stand nowhere
 * else. `docs/protocol.md` describes the same for other clients.
 */
import { RequestType } from 'vscode-languageserver-protocol';

export interface MemoryStatus {
  rssMb: number;
  limitMb: number;
  /** What the memory in use has led to, mildest first: smaller batches, one file at a time, a wait, the end of indexing. */
  level: 'normal' | 'reduced' | 'streaming' | 'paused' | 'stopped';
  /** How early a level holds. */
  strategy: 'conservative' | 'balanced' | 'aggressive' | 'streaming';
}

export interface BatchStatus {
  chunks: number;
  reason: string;
}

/** The measured values of one name; percentiles are of the last 512, the rest of all. Milliseconds, unless the name says otherwise. */
export interface TimingSummary {
  count: number;
  sum: number;
  mean: number;
  minimum: number;
  maximum: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
}

/** A bound that a metric has passed. */
export interface PerformanceAlert {
  metric: string;
  /** A member of {@link TimingSummary}, or `value` for a counter or gauge. */
  statistic: string;
  value: number;
  threshold: number;
  /** What to do about it. */
  advice: string;
}

/** What was so at one moment, and what was done since the sample before it. */
export interface PerformanceSample {
  /** Since the engine started. */
  seconds: number;
  /** In units of 1,000,000 bytes. */
  rssMb: number;
  limitMb: number;
  chunksPerSecond: number;
  /** Mean of the searches; absent when nobody searched. */
  queryMs?: number;
  /** Mean of the batches; absent when none ended. */
  batchMs?: number;
  /** Share, from 0 to 1, of the vectors asked for that were kept already; absent when none was asked for. */
  cacheHitRatio?: number;
}

/** What the server did since it started, how long it took, and what holds it back. */
export interface PerformanceReport {
  /** Since the engine started. */
  seconds: number;
  counters: Record<string, number>;
  gauges: Record<string, number>;
  /** By stage: `read`, `parse`, `embed`, `store`, `batch`, `query`, `similar`, `saveToSearchable`. */
  timings: Record<string, TimingSummary>;
  alerts: PerformanceAlert[];
  recommendations: string[];
  memory: MemoryStatus & {
    /** Where the limit comes from, for a person. */
    limitReason: string;
  };
  batch: BatchStatus & {
    /** Files of the next batch, and how many threads read and parse them at a time. */
    files: number;
    concurrency: number;
  };
  /** The settings of performance that hold after environment and settings have been weighed. */
  profile: { level: string; scenario: string; embeddingThreads: number; parsingThreads: number };
  /** Share of the time that indexing may work, and why. */
  duty: { share: number; reason: string };
  /**
   * Oldest first, at most 450: one every two seconds while something is done, further apart while nothing is. Charts begin with
   * the past by it.
   */
  history: readonly PerformanceSample[];
}

/** Answers what the server did since it started and how long it took. */
export const PerformanceReportRequest = new RequestType<Record<string, never>, PerformanceReport, void>(
  'akin/performanceReport',
);

import type { PerformanceReport, TimingSummary } from '../../../../../protocol/performanceMessages';

/** Times around a median. */
export function timing(p50: number, count = 40): TimingSummary {
  const values = {
    mean: p50 * 1.1,
    minimum: p50 / 2,
    maximum: p50 * 8,
    p50,
    p90: p50 * 2,
    p95: p50 * 3,
    p99: p50 * 5,
  };
  return { count, sum: count * values.mean, ...values };
}

/** A report of a server that has indexed and searched; what is given takes the place of what is made up. */
export function sampleReport(given: Partial<PerformanceReport> = {}): PerformanceReport {
  return {
    seconds: 125,
    counters: { files: 1200, chunks: 34_567, bytes: 5 * 1024 * 1024, batches: 61 },
    gauges: { cacheHitRatio: 0.875, memoryShare: 0.4 },
    timings: { embed: timing(30), query: timing(4), chunksPerSecond: timing(5200) },
    alerts: [],
    recommendations: [],
    memory: {
      rssMb: 420,
      limitMb: 1050,
      level: 'normal',
      strategy: 'balanced',
      limitReason: 'a quarter of the memory',
    },
    batch: { chunks: 512, reason: 'the last batches were quick', files: 32, concurrency: 4 },
    profile: { level: 'moderate', scenario: 'auto', embeddingThreads: 2, parsingThreads: 1 },
    duty: { share: 0.5, reason: 'you are typing' },
    history: [
      { seconds: 100, rssMb: 400, limitMb: 1050, chunksPerSecond: 0 },
      { seconds: 102, rssMb: 420, limitMb: 1050, chunksPerSecond: 2000, queryMs: 3.2, cacheHitRatio: 0.9 },
    ],
    ...given,
  };
}

import type { MetricThreshold } from '../base/metrics';

/** Names of what is measured; {@link import('./engineTypes').PerformanceReport} has them as keys. */
export const MetricNames = {
  /** Milliseconds of a batch. */
  read: 'read',
  parse: 'parse',
  embed: 'embed',
  store: 'store',
  batch: 'batch',
  /** Milliseconds of a request. */
  query: 'query',
  similar: 'similar',
  /** Milliseconds from a saved file to its chunks in the index. */
  saveToSearchable: 'saveToSearchable',
  /** Milliseconds from the opening of a folder to its first batch that can be searched. */
  firstSearchable: 'firstSearchable',
  /** Counters. */
  files: 'files',
  chunks: 'chunks',
  bytes: 'bytes',
  batches: 'batches',
  stalls: 'stalls',
  memoryPauses: 'memoryPauses',
  collections: 'collections',
  /** Chunks a second of each batch, as measured values. */
  chunksPerSecond: 'chunksPerSecond',
  /** Gauges. */
  memoryShare: 'memoryShare',
  cacheHitRatio: 'cacheHitRatio',
} as const;

/** A figure of a few values is an accident. */
const ENOUGH = 20;

/** What Akin promises of itself, and what helps where a machine does not let it. The times are the goals of `npm run bench:index`. */
export const performanceThresholds: readonly MetricThreshold[] = [
  {
    metric: MetricNames.query,
    statistic: 'p95',
    above: 150,
    minimumCount: ENOUGH,
    advice:
      'Searches are slow. While a folder is indexed, akin.performance.level basic leaves them more of the processors; at rest, akin.index.exclude makes the index smaller.',
  },
  {
    metric: MetricNames.saveToSearchable,
    statistic: 'p95',
    above: 500,
    minimumCount: ENOUGH,
    advice:
      'Saved files are found late. akin.performance.scenario real-time keeps batches short, so that they wait less.',
  },
  {
    metric: MetricNames.firstSearchable,
    statistic: 'maximum',
    above: 3_000,
    advice:
      'It took long until something could be found. A slow disk is the usual cause; akin.index.exclude for folders that nobody searches helps.',
  },
  {
    metric: MetricNames.chunksPerSecond,
    statistic: 'p50',
    below: 100,
    minimumCount: ENOUGH,
    advice:
      'Indexing is slow. More threads (akin.index.workers), the built-in model (akin.model) or akin.performance.level aggressive make it faster.',
  },
  {
    metric: MetricNames.memoryShare,
    statistic: 'value',
    above: 0.9,
    advice:
      'The memory budget is nearly used up. akin.memory.limitMb allows more; akin.index.exclude makes the index smaller.',
  },
  {
    metric: MetricNames.memoryPauses,
    statistic: 'value',
    above: 2,
    advice:
      'Indexing had to wait for memory. akin.memory.limitMb allows more; akin.memory.strategy streaming needs least.',
  },
  {
    metric: MetricNames.stalls,
    statistic: 'value',
    above: 0,
    advice:
      'Indexing stood still at a file. The log (akin.log.level debug) names it; akin.index.exclude leaves it out.',
  },
];

/** Numbers of what the program does: counted, measured and timed at little cost, and read as one plain report. */
import { t } from './texts';

/** The measured values of one name. Percentiles are those of the last {@link WINDOW} values; the rest are of all. */
export interface MetricSummary {
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

export type MetricStatistic = keyof MetricSummary | 'value';

/** A bound of one metric. */
export interface MetricThreshold {
  metric: string;
  /** `value` for a counter or gauge, a member of the summary for measured values. */
  statistic: MetricStatistic;
  /** Exactly one of the two: what the metric must not pass. */
  above?: number;
  below?: number;
  /** Measured values needed before the bound means anything; 1 when absent. */
  minimumCount?: number;
  /** What a person can do about it, in English. */
  advice: string;
}

/** A bound that is passed. */
export interface MetricAlert {
  metric: string;
  statistic: MetricStatistic;
  value: number;
  threshold: number;
  advice: string;
}

/** Everything at one moment, as plain JSON. */
export interface MetricsSnapshot {
  /** Seconds since the first. */
  seconds: number;
  counters: Record<string, number>;
  gauges: Record<string, number>;
  /** Milliseconds, where the name says nothing else. */
  timings: Record<string, MetricSummary>;
  alerts: MetricAlert[];
  /** The advice of all alerts, each once. */
  recommendations: string[];
}

/** Values of each name that percentiles are taken of: some minutes of indexing, and 4 KB of memory. */
const WINDOW = 512;

/** Names are written in the program; more than this are made from data by mistake and are not taken in. */
const MAX_NAMES = 200;

/** The last values of one name in a ring, with totals of all. */
class Series {
  private readonly ring = new Float64Array(WINDOW);
  private count = 0;
  private sum = 0;
  private minimum = Infinity;
  private maximum = -Infinity;

  add(value: number): void {
    this.ring[this.count++ % WINDOW] = value;
    this.sum += value;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
  }

  get totals(): { count: number; sum: number } {
    const { count, sum } = this;
    return { count, sum };
  }

  summary(): MetricSummary {
    const { count, sum, minimum, maximum } = this;
    const sorted = this.ring.slice(0, Math.min(count, WINDOW)).sort();
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    const percentiles = { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
    return { count, sum, mean: sum / count, minimum, maximum, ...percentiles };
  }
}

/** Counters, gauges and timings by name. Values that are no finite number are passed over. */
export class Metrics {
  private readonly counters = new Map<string, number>();
  private readonly gauges = new Map<string, number>();
  private readonly series = new Map<string, Series>();
  private readonly startedAt: number;

  constructor(
    private readonly thresholds: readonly MetricThreshold[] = [],
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = now();
  }

  /** Adds to a counter. */
  count(name: string, by = 1): void {
    if (Number.isFinite(by) && hasRoom(this.counters, name))
      this.counters.set(name, (this.counters.get(name) ?? 0) + by);
  }

  /** Sets a value that goes up and down. */
  gauge(name: string, value: number): void {
    if (Number.isFinite(value) && hasRoom(this.gauges, name)) this.gauges.set(name, value);
  }

  /** Takes in one measured value: how long a stage took, in ms. */
  time(name: string, ms: number): void {
    let series = this.series.get(name);
    if (series === undefined) {
      if (!hasRoom(this.series, name)) return;
      this.series.set(name, (series = new Series()));
    }
    if (Number.isFinite(ms)) series.add(ms);
  }

  /** Begins to time a stage; the answered function ends it. */
  start(name: string): () => void {
    const from = this.now();
    return () => this.time(name, this.now() - from);
  }

  /** Since the first moment. */
  get seconds(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  /** What a counter has reached; 0 where nothing was counted. */
  counted(name: string): number {
    return this.counters.get(name) ?? 0;
  }

  /** How many values of a name were measured, and their sum: two reads tell the mean of what came between. */
  measured(name: string): { count: number; sum: number } {
    return this.series.get(name)?.totals ?? { count: 0, sum: 0 };
  }

  snapshot(): MetricsSnapshot {
    const timings = Object.fromEntries(
      [...this.series]
        .map(([name, series]) => [name, series.summary()] as const)
        .filter(([, { count }]) => count > 0),
    );
    const values = {
      counters: Object.fromEntries(this.counters),
      gauges: Object.fromEntries(this.gauges),
      timings,
    };
    const alerts = this.thresholds.flatMap((threshold) => alertOf(threshold, values));
    const recommendations = [...new Set(alerts.map(({ advice }) => advice))];
    return { seconds: this.seconds, ...values, alerts, recommendations };
  }
}

function alertOf(
  { metric, statistic, above, below, minimumCount = 1, advice }: MetricThreshold,
  { counters, gauges, timings }: Pick<MetricsSnapshot, 'counters' | 'gauges' | 'timings'>,
): MetricAlert[] {
  const summary = timings[metric];
  const value = statistic === 'value' ? (gauges[metric] ?? counters[metric]) : summary?.[statistic];
  if (value === undefined || (summary !== undefined && summary.count < minimumCount)) return [];
  const threshold = above ?? below ?? 0;
  const isPassed = above === undefined ? value < threshold : value > threshold;
  return isPassed ? [{ metric, statistic, value, threshold, advice: t(advice) }] : [];
}

function hasRoom(names: ReadonlyMap<string, unknown>, name: string): boolean {
  return names.size < MAX_NAMES || names.has(name);
}

/** The charts of the performance report that show how it went, each told in words too. */
import type { PerformanceSample } from '../../../../protocol/performanceMessages';
import { t } from '../../localise';
import { formatCount, formatDuration } from '../numbers';
import { lineChart, type ChartLine, type ChartPoint } from './charts';
import { element } from './html';
import { formatMegabytes, formatMs, formatShare } from './reportText';

/** The past as the server keeps it, so that a page that is opened late begins with it. */
export function overTime(samples: readonly PerformanceSample[]): string {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || samples.length < 2)
    return element('p', t('The charts begin with the second look at the server, in a moment.'));
  const span = formatDuration(last.seconds - first.seconds);
  return speed(samples, span) + memory(samples, span) + searches(samples, span) + cacheHits(samples, span);
}

function speed(samples: readonly PerformanceSample[], span: string): string {
  const points = pointsOf(samples, ({ chunksPerSecond }) => chunksPerSecond);
  const caption = t(
    'Chunks a second in the last {0}: now {1}, at most {2}',
    span,
    formatCount(points.at(-1)?.value ?? 0),
    formatCount(highest(points)),
  );
  return figure(caption, samples, [{ points, look: 'first' }]);
}

function memory(samples: readonly PerformanceSample[], span: string): string {
  const held = pointsOf(samples, ({ rssMb }) => rssMb);
  const limits = pointsOf(samples, ({ limitMb }) => limitMb);
  const caption = t(
    'Memory in the last {0}: now {1}, at most {2}; the dashed line is the limit of {3}',
    span,
    formatMegabytes(held.at(-1)?.value ?? 0),
    formatMegabytes(highest(held)),
    formatMegabytes(limits.at(-1)?.value ?? 0),
  );
  return figure(caption, samples, [
    { points: limits, look: 'bound' },
    { points: held, look: 'first' },
  ]);
}

/** Nothing while nobody has searched. */
function searches(samples: readonly PerformanceSample[], span: string): string {
  const points = pointsOf(samples, ({ queryMs }) => queryMs);
  if (points.length === 0) return '';
  const caption = t(
    'Time of a search in the last {0}: the last {1}, at most {2}',
    span,
    formatMs(points.at(-1)?.value ?? 0),
    formatMs(highest(points)),
  );
  return figure(caption, samples, [{ points, look: 'first' }]);
}

/** Nothing while the cache was not asked. */
function cacheHits(samples: readonly PerformanceSample[], span: string): string {
  const points = pointsOf(samples, ({ cacheHitRatio }) => cacheHitRatio);
  if (points.length === 0) return '';
  const caption = t(
    'Cache hits in the last {0}: the last {1}, at most {2}',
    span,
    formatShare(points.at(-1)?.value ?? 0),
    formatShare(highest(points)),
  );
  return figure(caption, samples, [{ points, look: 'first' }]);
}

function pointsOf(
  samples: readonly PerformanceSample[],
  valueOf: (sample: PerformanceSample) => number | undefined,
): ChartPoint[] {
  return samples.flatMap((sample) => {
    const value = valueOf(sample);
    return value === undefined ? [] : [{ at: sample.seconds, value }];
  });
}

function highest(points: readonly ChartPoint[]): number {
  return Math.max(...points.map(({ value }) => value));
}

/** Every chart shows the same time, so that one can be compared with the one above. */
function figure(caption: string, samples: readonly PerformanceSample[], lines: readonly ChartLine[]): string {
  const span = { from: samples[0]?.seconds ?? 0, to: samples.at(-1)?.seconds ?? 0 };
  return `<figure>${element('figcaption', caption)}${lineChart(caption, lines, span)}</figure>`;
}

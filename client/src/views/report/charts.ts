/** Charts as SVG, drawn with the classes that the page's style sheet gives the colours of the theme. */
import { escapeHtml } from './html';

/** Units of the drawings; the page stretches them. */
const LINE = { width: 600, height: 120 };
const RANGE = { width: 200, height: 20 };

/** Room above the highest value. */
const HEADROOM = 1.1;

/** A value at a time; any unit, the same in all of a chart. */
export interface ChartPoint {
  at: number;
  value: number;
}

/** A line of a chart. */
export interface ChartLine {
  /** In the order of their times. */
  points: readonly ChartPoint[];
  /** `first` is drawn strong, `bound` dashed. */
  look: 'first' | 'bound';
}

/** The ends of a time axis, in the unit of {@link ChartPoint.at}. */
export interface TimeAxis {
  from: number;
  to: number;
}

/**
 * Values over time, all lines on the same axes.
 * @param name what it shows, with the figures that a person who does not see it needs
 */
export function lineChart(name: string, lines: readonly ChartLine[], axis: TimeAxis): string {
  const highest =
    Math.max(0, ...lines.flatMap(({ points }) => points).map(({ value }) => value)) * HEADROOM || 1;
  const drawn = lines.map(
    ({ points, look }) =>
      `<polyline class="${points.length === 1 ? `${look} alone` : look}" points="${places(points, axis, highest)}" vector-effect="non-scaling-stroke"/>`,
  );
  return `<svg class="lines" role="img" aria-label="${escapeHtml(name)}" viewBox="0 0 ${LINE.width} ${LINE.height}" preserveAspectRatio="none">${drawn.join('')}</svg>`;
}

function places(points: readonly ChartPoint[], { from, to }: TimeAxis, highest: number): string {
  // The round ends of a line without length make a dot of a value that stands alone.
  const drawn = points.length === 1 ? [...points, ...points] : points;
  const x = (at: number): number => round((LINE.width * (at - from)) / (to - from || 1));
  const y = (value: number): number => round(LINE.height * (1 - value / highest));
  return drawn.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ');
}

/** The percentiles of one row. */
export interface ChartRange {
  p50: number;
  p95: number;
  maximum: number;
}

/** The ends of an axis where each further step is ten times as much. */
export interface LogAxis {
  from: number;
  to: number;
}

/** What is below is told as that. Milliseconds: a clock's ticks are not worth a decade. */
const SMALLEST = 0.1;

/** The axis that holds the medians and the highest values of all rows. */
export function axisOf(ranges: readonly ChartRange[]): LogAxis {
  const lowest = Math.max(SMALLEST, Math.min(...ranges.map(({ p50 }) => p50)));
  const highest = Math.max(SMALLEST, ...ranges.map(({ maximum }) => maximum));
  const from = 10 ** Math.floor(Math.log10(lowest));
  return { from, to: Math.max(from * 10, 10 ** Math.ceil(Math.log10(highest))) };
}

/** A bar from the median to the 95th percentile, and a line on to the highest value. The numbers stand beside it. */
export function rangeChart({ p50, p95, maximum }: ChartRange, axis: LogAxis): string {
  const x = (value: number): number => round(RANGE.width * positionOn(axis, value));
  const middle = RANGE.height / 2;
  const bar = { x: x(p50), width: Math.max(3, x(p95) - x(p50)), y: middle - 4, height: 8 };
  return (
    `<svg class="range" aria-hidden="true" viewBox="0 0 ${RANGE.width} ${RANGE.height}" preserveAspectRatio="none">` +
    `<line class="whisker" x1="${x(p50)}" x2="${x(maximum)}" y1="${middle}" y2="${middle}" vector-effect="non-scaling-stroke"/>` +
    `<rect class="bar" x="${bar.x}" y="${bar.y}" width="${bar.width}" height="${bar.height}"/></svg>`
  );
}

/** Where a value stands on an axis, from 0 to 1. */
export function positionOn({ from, to }: LogAxis, value: number): number {
  const share = Math.log10(Math.max(from, value) / from) / Math.log10(to / from);
  return Math.min(1, Math.max(0, share));
}

/** A share from 0 to 1 of a bar. The number stands beside it. */
export function shareChart(share: number): string {
  const filled = round(100 * Math.min(1, Math.max(0, share)));
  return (
    '<svg class="share" aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none">' +
    '<rect class="track" width="100" height="4"/>' +
    `<rect class="bar" width="${filled}" height="4"/></svg>`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

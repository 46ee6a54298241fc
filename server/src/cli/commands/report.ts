import type { PerformanceReport } from '../../engine/engineTypes';
import { MetricNames } from '../../engine/performanceThresholds';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type SessionOptions, withSession } from '../session';
import { waitForIndex, warnWhenDegraded } from './index';

/** Of a bound such as 0.9. */
const MAX_DECIMALS = 2;

const inMilliseconds: ReadonlySet<string> = new Set([
  MetricNames.read,
  MetricNames.parse,
  MetricNames.embed,
  MetricNames.store,
  MetricNames.batch,
  MetricNames.query,
  MetricNames.similar,
  MetricNames.saveToSearchable,
  MetricNames.firstSearchable,
]);

/** Brings the index of a folder up to date and tells what that took, stage by stage. */
export async function runReport(folder: string, options: SessionOptions & { json?: boolean }): Promise<void> {
  const bar = new ProgressBar(options.json !== true);
  const { report, status } = await withSession(
    folder,
    options,
    false,
    async (session) => {
      await waitForIndex(session);
      return { report: session.engine.performanceReport(), status: session.engine.status() };
    },
    (engine) => bar.update(() => engine.status()),
  );
  bar.stop();
  warnWhenDegraded(status);
  if (options.json === true) writeJson(report);
  else writeLine(describeReport(report));
}

/** A report as a person reads it. */
export function describeReport(report: PerformanceReport): string {
  const { counters, timings, memory, batch, profile, duty, alerts, recommendations } = report;
  const rows = Object.entries(timings).map(([name, { count, mean, p50, p95, p99, maximum }]) => [
    withUnit(name),
    grouped(count),
    ...[mean, p50, p95, p99, maximum].map((value) => grouped(value, 1)),
  ]);
  return [
    `${report.seconds.toFixed(1)} s: ${formatCount(counters.files ?? 0, 'file')}, ${formatCount(counters.chunks ?? 0, 'chunk')}, ${formatBytes(counters.bytes ?? 0)} in ${formatCount(counters.batches ?? 0, 'batch', 'batches')}`,
    `Memory: ${grouped(memory.rssMb)} of ${grouped(memory.limitMb)} MB (${memory.limitReason}), ${memory.level}, ${memory.strategy}`,
    `Batch: ${formatCount(batch.chunks, 'chunk')}: ${batch.reason}`,
    `Profile: ${profile.level}, ${profile.scenario}, ${formatCount(profile.embeddingThreads, 'embedding thread')}, ${formatCount(profile.parsingThreads, 'parsing thread')}`,
    `Works ${Math.round(duty.share * 100)} % of the time: ${duty.reason}`,
    ...(rows.length > 0 ? table([['', 'count', 'mean', 'p50', 'p95', 'p99', 'most'], ...rows]) : []),
    ...alerts.map(
      ({ metric, statistic, value, threshold }) =>
        `${withUnit(metric)}: ${statistic} is ${grouped(value)}; the bound is ${grouped(threshold)}`,
    ),
    ...recommendations,
  ].join('\n');
}

/** What is counted, or a share, has no unit. */
function withUnit(name: string): string {
  if (name === MetricNames.chunksPerSecond) return 'chunks a second';
  return inMilliseconds.has(name) ? `${name}, ms` : name;
}

function grouped(value: number, decimals?: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? MAX_DECIMALS,
  });
}

/** Columns of one width each, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
}

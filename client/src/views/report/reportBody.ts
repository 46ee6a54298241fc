/** What the page of the performance report shows, as HTML; every text of it is escaped. */
import type {
  PerformanceAlert,
  PerformanceReport,
  TimingSummary,
} from '../../../../protocol/performanceMessages';
import { t } from '../../localise';
import { formatBytes, formatCount, formatDuration } from '../numbers';
import { axisOf, rangeChart, shareChart, type LogAxis } from './charts';
import { element } from './html';
import { overTime } from './overTime';
import {
  formatMegabytes,
  formatMetric,
  formatMs,
  formatShare,
  metricLabel,
  orderedStages,
  stageLabel,
} from './reportText';

/** The report as the contents of the page's `main`. */
export function reportBody(report: PerformanceReport): string {
  return [
    element('p', t('In the {0} since the server started.', formatDuration(report.seconds)), {
      class: 'soft',
    }),
    section(t('Warnings'), warnings(report.alerts)),
    section(t('At a Glance'), tiles(report)),
    section(t('Over Time'), overTime(report.history)),
    section(t('Times'), times(report.timings)),
    section(t('Batches'), batches(report)),
  ].join('\n');
}

/** What stands in the place of a report that could not be had. */
export function reportProblem(message: string): string {
  return element('p', message, { class: 'alert', role: 'alert' });
}

function section(title: string, contents: string): string {
  return `<section>${element('h2', title)}${contents}</section>`;
}

function warnings(alerts: readonly PerformanceAlert[]): string {
  if (alerts.length === 0) return element('p', t('Everything is within its bounds.'));
  const items = alerts.map(({ metric, statistic, value, threshold, advice }) => {
    const name = statistic === 'value' ? metricLabel(metric) : `${metricLabel(metric)} (${statistic})`;
    const fact = t(
      '{0}: {1}; the bound is {2}',
      name,
      formatMetric(metric, value),
      formatMetric(metric, threshold),
    );
    return `<li class="alert">${element('strong', fact)}${element('span', advice)}</li>`;
  });
  return `<ul class="alerts">${items.join('')}</ul>`;
}

function tiles({ counters, gauges, timings, memory, duty }: PerformanceReport): string {
  const { chunksPerSecond: rate, query } = timings;
  const hits = gauges.cacheHitRatio;
  const shown = [
    tile(t('Files'), formatCount(counters.files ?? 0), t('{0} read', formatBytes(counters.bytes ?? 0))),
    tile(
      t('Chunks'),
      formatCount(counters.chunks ?? 0),
      t('{0} batches', formatCount(counters.batches ?? 0)),
    ),
    tile(t('Chunks a second'), rate === undefined ? '–' : formatCount(rate.p50), t('median of the batches')),
    tile(t('Search'), query === undefined ? '–' : formatMs(query.p95), t('95 of 100 are faster')),
    tile(
      t('Cache hits'),
      hits === undefined ? '–' : formatShare(hits),
      hits === undefined ? t('nothing asked for yet') : t('of what was asked for'),
      hits,
    ),
    tile(
      t('Memory'),
      formatMegabytes(memory.rssMb),
      t('of {0}: {1}', formatMegabytes(memory.limitMb), memory.limitReason),
      memory.rssMb / Math.max(1, memory.limitMb),
    ),
    tile(t('Works'), formatShare(duty.share), duty.reason, duty.share),
  ];
  return `<div class="tiles">${shown.join('')}</div>`;
}

function tile(name: string, value: string, note: string, share?: number): string {
  const chart = share === undefined ? '' : shareChart(share);
  return `<div class="tile">${element('h3', name)}${element('p', value, { class: 'value' })}${chart}${element('p', note, { class: 'soft' })}</div>`;
}

function times(timings: Readonly<Record<string, TimingSummary>>): string {
  const rows = orderedStages(Object.keys(timings)).flatMap((name) => {
    const summary = timings[name];
    return summary === undefined ? [] : [{ name, summary }];
  });
  if (rows.length === 0) return element('p', t('Nothing has been measured yet.'));
  const axis = axisOf(rows.map(({ summary }) => summary));
  const scale = t('median to 95 %, line to the longest; {0} to {1}', formatMs(axis.from), formatMs(axis.to));
  const heads = [t('Count'), t('Mean'), 'p50', 'p90', 'p95', 'p99', t('Longest')];
  const head = `${element('th', t('What'), { scope: 'col' })}${element('th', scale, { scope: 'col', class: 'scale' })}${heads.map((text) => element('th', text, { scope: 'col', class: 'number' })).join('')}`;
  const body = rows.map(({ name, summary }) => timeRow(stageLabel(name), summary, axis)).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function timeRow(label: string, summary: TimingSummary, axis: LogAxis): string {
  const { count, mean, p50, p90, p95, p99, maximum } = summary;
  const numbers = [formatCount(count), ...[mean, p50, p90, p95, p99, maximum].map(formatMs)];
  const cells = numbers.map((text) => element('td', text, { class: 'number' })).join('');
  return `<tr>${element('th', label, { scope: 'row' })}<td>${rangeChart(summary, axis)}</td>${cells}</tr>`;
}

function batches({ batch, profile, memory, alerts, recommendations }: PerformanceReport): string {
  const facts: [string, string][] = [
    [
      t('Next batch'),
      t('{0} chunks, {1} files: {2}', formatCount(batch.chunks), formatCount(batch.files), batch.reason),
    ],
    [t('Threads that read at a time'), formatCount(batch.concurrency)],
    [t('Profile'), `${profile.level}, ${profile.scenario}`],
    [
      t('Threads'),
      t('{0} embed, {1} parse', formatCount(profile.embeddingThreads), formatCount(profile.parsingThreads)),
    ],
    [t('Memory'), `${memory.level}, ${memory.strategy}`],
  ];
  const list = facts.map(([name, value]) => element('dt', name) + element('dd', value)).join('');
  // What a warning has said already is not said again.
  const further = recommendations.filter((text) => !alerts.some(({ advice }) => advice === text));
  const advice = further.map((text) => element('li', text)).join('');
  const recommended = advice === '' ? '' : `${element('h3', t('Recommendations'))}<ul>${advice}</ul>`;
  return `<dl>${list}</dl>${recommended}`;
}

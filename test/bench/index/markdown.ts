import type { IndexBenchReport, Times, WorkloadReport } from './report';
import { judge, storeRatioOf, type Verdict, verdictsOf } from './verdicts';

const BYTES_PER_MIB = 2 ** 20;

/** What stands in a cell without a figure. */
const NOTHING = '–';

/** A row of the table of workloads: what it says, and the figure of one of them. */
const rows: readonly [string, (load: WorkloadReport) => string][] = [
  ['files', ({ files }) => whole(files)],
  ['chunks', ({ chunks }) => whole(chunks)],
  ['source, MiB', ({ sourceBytes }) => decimals(sourceBytes / BYTES_PER_MIB)],
  ['cold index, s', ({ wallSeconds }) => decimals(wallSeconds)],
  ['reading and parsing alone, s', ({ parseAloneSeconds }) => decimals(parseAloneSeconds)],
  ['cold index ÷ parsing alone', ({ coldRatio }) => decimals(coldRatio, 2)],
  ['chunks a second', ({ chunks, wallSeconds }) => whole(chunks / wallSeconds)],
  ['processor time, s', ({ cpuSeconds }) => decimals(cpuSeconds)],
  ['processor time ÷ that of parsing alone', ({ cpuRatio }) => decimals(cpuRatio, 2)],
  ['peak memory, MiB', ({ peakMib }) => whole(peakMib)],
  ['– with queries, saves and upkeep after it', ({ servedPeakMib }) => whole(servedPeakMib)],
  ['first searchable batch, s', ({ firstFoundSeconds }) => decimals(firstFoundSeconds, 2)],
  ['embedded', ({ embedded }) => whole(embedded)],
  ['store, MiB', ({ storeBytes }) => decimals(storeBytes / BYTES_PER_MIB)],
  [
    'cache of vectors, MiB',
    ({ cacheBytes }) => decimals(cacheBytes === undefined ? undefined : cacheBytes / BYTES_PER_MIB),
  ],
  ['store ÷ source', (load) => decimals(storeRatioOf(load), 2)],
  ['reopened: ready, s', ({ reopen }) => decimals(reopen.seconds, 2)],
  ['reopened: embedded', ({ reopen }) => whole(reopen.embedded)],
  ['saved → searchable p50 / p95, ms', ({ saves }) => times(saves)],
  ['query at rest p50 / p95, ms', ({ queriesAtRest }) => times(queriesAtRest)],
  ['query while indexing p50 / p95, ms', ({ queriesWhileIndexing }) => times(queriesWhileIndexing)],
  [
    'the same from 100,000 chunks on, ms',
    ({ queriesWhileIndexingLarge }) => times(queriesWhileIndexingLarge),
  ],
  ['files changed at once and back', ({ branchSwitch }) => whole(branchSwitch.files)],
  ['– runs of the indexer', ({ branchSwitch }) => whole(branchSwitch.runs)],
  [
    '– embedded there / back',
    ({ branchSwitch: { embeddedThere, embeddedBack } }) => `${whole(embeddedThere)} / ${whole(embeddedBack)}`,
  ],
  ['– cache hit ratio', ({ branchSwitch }) => decimals(branchSwitch.hitRatio, 3)],
  ['peak memory with a limit of 500 MB, MiB', ({ limited }) => whole(limited?.peakMib)],
  ['– files done within it', ({ limited }) => whole(limited?.files)],
];

/** The report as a page of Markdown; its tables are not aligned yet. */
export function indexPage(report: IndexBenchReport): string {
  const { workloads, processors, runs, model } = report;
  const head = [
    `Measured by \`npm run bench:index\` through the built language server with the model \`${model}\`, on ${processors} processors.`,
    `Reopenings are medians of three; cold indexes are medians of ${runs} ${runs === 1 ? 'run' : 'runs'}, each from the start of the server's process until everything could be found and`,
    'the store was compacted, beside reading and parsing the same files with the same number of threads and nothing else, just before.',
  ];
  const table = [
    ['', ...workloads.map(({ name }) => name)],
    ...rows.map(([what, figure]) => [what, ...workloads.map(figure)]),
  ];
  const judged = [
    ['figure', 'workload', 'measured', 'must', 'aim', ''],
    ...verdictsOf(report).map(verdictRow),
  ];
  return [
    '# The indexer',
    head.join('\n'),
    '## What is asked for',
    tableOf(judged),
    '## What was measured',
    tableOf(table),
  ]
    .join('\n\n')
    .concat('\n');
}

function verdictRow(verdict: Verdict): string[] {
  const { figure, workload, value, unit, rising, must, aim } = verdict;
  const sign = rising ? '≥' : '≤';
  const measured = `${decimals(value, Math.abs(value) < 10 ? 2 : 0)} ${unit}`.trim();
  return [figure, workload, measured, `${sign} ${must}`, `${sign} ${aim}`, judge(verdict)];
}

function tableOf([head = [], ...body]: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function whole(value: number | undefined): string {
  return value === undefined ? NOTHING : Math.round(value).toLocaleString('en-US');
}

function decimals(value: number | undefined, digits = 1): string {
  return value === undefined ? NOTHING : value.toFixed(digits);
}

function times(given: Times | undefined): string {
  return given === undefined ? NOTHING : `${decimals(given.p50Ms)} / ${decimals(given.p95Ms)}`;
}

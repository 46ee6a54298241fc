import { type Goal, goalsOf, meets } from './goals';
import type { DuplicatesReport } from './report';

const BYTES_PER_MB = 1e6;

/** The page of one run. */
export function duplicatesPage(report: DuplicatesReport): string {
  return [
    '# Duplicates',
    '',
    introduction(report),
    '',
    goalTable(report),
    '',
    measuredText(report),
    '',
    '## Findings, judged by a reader',
    '',
    judgedText(report),
    '',
    '## Time and memory',
    '',
    timeText(report),
    '',
  ].join('\n');
}

/** What was asked for and what was measured. */
export function goalTable(report: DuplicatesReport): string {
  const rows = goalsOf(report).map((goal) => [
    goal.figure,
    shown(goal, goal.measured),
    bound(goal, goal.must),
    goal.aim === undefined ? '' : bound(goal, goal.aim),
    verdictOf(goal),
  ]);
  return table(['figure', 'measured', 'must', 'aim', 'met'], rows);
}

function introduction({
  seeds,
  languages,
  falsePairs,
  falseWithDecoy,
  truePairs,
  unmapped,
}: DuplicatesReport): string {
  return `Measured by \`npm run bench:duplicates\`. Workspaces of ${languages.length} languages (${languages.join(', ')}) with known truth, of seeds
${seeds.join(', ')}, on which nothing was tuned, all pooled: T1 are copies with other white space and comments, T2 with other names and literals, T2b with more
names still, T3 with 5 to 30 % of the statements edited. ${truePairs} pairs were true, ${falsePairs} false (${falseWithDecoy} of them with a decoy, whose body may be a copy of
another function for all that the generator knows), ${unmapped} covered no function.`;
}

/** Parts are measured by themselves where a machine must be quiet for one of them. */
function measuredText({ measured }: DuplicatesReport): string {
  const at = (when: string | undefined): string => when ?? 'before parts were measured by themselves';
  return `Measured (UTC): recall, precision and decoys ${at(measured.seeds)}; passes ${at(measured.speed)}; re-check ${at(measured.recheck)}.`;
}

function judgedText({ judged }: DuplicatesReport): string {
  const rows = judged.repositories.map(
    ({ name, findings, judged: count, useful, doubtful = 0, notUseful }) => [
      name,
      String(findings),
      String(count),
      doubtful === 0 ? String(useful) : `${useful} (${doubtful} in doubt)`,
      Object.entries(notUseful)
        .map(([what, times]) => `${what} (${times})`)
        .join(', '),
    ],
  );
  return `Thirty findings of each repository, or all where there are fewer, drawn by \`--only sample --sample-seed ${judged.sampleSeed}\`. Both copies were read, and a
finding counted as useful when a developer who owns the code would want to know of it: that one function could stand for both, or that a fix of one belongs into the other. The rules that keep quiet were made from
other samples of these repositories, with which the smaller ones share findings.

${table(['repository', 'findings', 'judged', 'useful', 'of no use'], rows)}`;
}

function timeText({ speed, recheck }: DuplicatesReport): string {
  const rows = speed.map(({ name, chunks, groups, passMs, jscpdMs, extraRssBytes, longestHoldMs }) => [
    name,
    String(chunks),
    String(groups),
    passMs.toFixed(0),
    Number.isNaN(jscpdMs) ? '–' : jscpdMs.toFixed(0),
    (extraRssBytes / BYTES_PER_MB).toFixed(0),
    longestHoldMs.toFixed(0),
  ]);
  const rechecked =
    recheck === undefined
      ? ''
      : `\n\n${recheck.changes} functions were changed one after the other among ${recheck.chunks} chunks: p50 ${recheck.p50Ms.toFixed(1)} ms, p95 ${recheck.p95Ms.toFixed(1)} ms by the clock until the groups were there, and
p95 ${recheck.cpuP95Ms.toFixed(1)} ms of processor time, which is about what a machine takes that does nothing else.`;
  return `The full pass over an index at rest, in a process of its own, and jscpd 5 as it comes on the same tree, in turn; the middle of five runs, fewer where that takes
longer than a minute. Memory is what the pass adds at most; held is the longest that the event loop had to wait.

${table(['repository', 'chunks', 'groups', 'pass ms', 'jscpd ms', 'extra MB', 'held ms'], rows)}${rechecked}`;
}

function verdictOf(goal: Goal): string {
  if (Number.isNaN(goal.measured)) return 'not measured';
  if (!meets(goal, goal.measured, goal.must)) return 'no';
  return goal.aim === undefined || meets(goal, goal.measured, goal.aim) ? 'yes' : 'must';
}

function shown({ digits }: Goal, value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function bound({ isLimit }: Goal, value: number): string {
  return `${isLimit ? '≤' : '≥'} ${value}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

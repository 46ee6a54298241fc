import { availableParallelism } from 'node:os';
import { percentile } from '../statistics';

/** What was measured: milliseconds from each key to the frame that shows its letter. */
export interface TypingReport {
  files: number;
  indexing: readonly number[];
  rest: readonly number[];
  /** The status bar after the last key of those typed while indexing, and at rest. */
  statusWhileIndexing: string;
  statusAtRest: string;
}

/** Shares of the keys that the page has a column for. */
const SHARES = [0.5, 0.95, 0.99] as const;

/** The page of the documentation, in Markdown. */
export function typingPage(report: TypingReport): string {
  const { files, indexing, rest, statusWhileIndexing, statusAtRest } = report;
  return [
    '# Typing while a large workspace is indexed',
    '',
    `Measured by \`npm run bench:typing\` on ${availableParallelism()} processors, in a real VS Code with the packaged extension, in a browser on the same`,
    `machine. Letters are typed into a file of a made workspace of ${files.toLocaleString('en-US')} files, one each 90 ms as by a person who types fast, while that`,
    'workspace is indexed for the first time, and once more in the same window when all is indexed. A figure is the time from the moment the browser takes',
    'a key in to the frame that shows its letter.',
    '',
    '| | keys | p50 | p95 | p99 | longest | status bar |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    row('while indexing', indexing, statusWhileIndexing),
    row('at rest', rest, statusAtRest),
    ratios(indexing, rest),
    '',
  ].join('\n');
}

function row(name: string, times: readonly number[], status: string): string {
  const figures = [...SHARES.map((share) => percentile(times, share)), Math.max(...times)];
  return `| ${[name, times.length, ...figures.map((ms) => `${ms.toFixed(1)} ms`), status].join(' | ')} |`;
}

function ratios(busy: readonly number[], rest: readonly number[]): string {
  const of = (share: number): string => (percentile(busy, share) / percentile(rest, share)).toFixed(2);
  return `| ${['while indexing ÷ at rest', '', ...SHARES.map(of), '', ''].join(' | ')} |`;
}

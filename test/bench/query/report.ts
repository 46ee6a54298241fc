import { availableParallelism } from 'node:os';
import { percentile } from '../statistics';

/** What was measured in one folder at rest: milliseconds from each question to its answer, one after the other. */
export interface QueryReport {
  /** The name of the folder. */
  folder: string;
  files: number;
  chunks: number;
  /** From the start of the server until everything could be found. */
  indexSeconds: number;
  /** Questions in words. */
  sentences: readonly number[];
  /** Names as they stand in the code. */
  names: readonly number[];
  /** The same names, looked for as text. */
  textSearch: readonly number[];
  /** Name and version of what looked for the text. */
  engine: string;
}

/** The page of the documentation, in Markdown. */
export function queryPage(report: QueryReport): string {
  const { folder, files, chunks, indexSeconds, sentences, names, textSearch, engine } = report;
  return [
    '# Searches beside a text search',
    '',
    `Measured by \`npm run bench:query -- FOLDER --write\` on ${availableParallelism()} processors in \`${folder}\`: ${grouped(files)} files, ${grouped(chunks)} chunks, indexed in ${indexSeconds.toFixed(1)} s before.`,
    'Akin is asked through the built language server, at rest, with its cache of answers off; the text search is the engine of VS Code’s own,',
    `${engine}, asked as VS Code asks it, and needs no index. Both were asked one question after the other, the files in the memory of the system. A text search`,
    'can be asked for the names alone: the questions in words stand nowhere in the code. What else ran on the machine meanwhile is in the times of both.',
    '',
    '| | asked | p50 | p95 | longest |',
    '| --- | ---: | ---: | ---: | ---: |',
    row('Akin, questions in words', sentences),
    row('Akin, names', names),
    row('text search, the same names', textSearch),
    '',
  ].join('\n');
}

function row(name: string, times: readonly number[]): string {
  const figures = [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)];
  return `| ${[name, times.length, ...figures.map((ms) => `${ms.toFixed(1)} ms`)].join(' | ')} |`;
}

const grouped = (count: number): string => count.toLocaleString('en-US');

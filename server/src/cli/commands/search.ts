import type { HitFilter, Hit } from '../../engine/engineTypes';
import { readQuery, type ReadQuery } from '../../search/queryFilters';
import { describeHit, usesColour } from '../describeHit';
import { writeJson, writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type SessionOptions, withSession } from '../session';
import { ExitCodes, UsageError } from '../usageError';
import { warnWhenDegraded } from './index';

export interface SearchOptions extends SessionOptions {
  json?: boolean;
  limit: number;
  lang?: string[];
  kind?: string[];
  include?: string[];
  exclude?: string[];
  /** False to search what is stored, without looking for changes first. */
  update: boolean;
}

/** Searches a folder, after bringing its index up to date. */
export async function runSearch(folder: string, query: string, options: SearchOptions): Promise<void> {
  const read = readQuery(query);
  if (read.open) throw new UsageError('in:open works in an editor alone.');
  const [problem] = read.problems;
  if (problem !== undefined) throw new UsageError(`${problem.filter}: ${problem.message}`);
  const bar = new ProgressBar(options.json !== true);
  const { answer, status } = await withSession(
    folder,
    options,
    !options.update,
    async ({ engine, folder: index }) => {
      if (options.update) await index.whenIdle();
      bar.stop();
      const request = { query: read.text, limit: options.limit, filter: filterOf(options, read) };
      return { answer: await engine.search(request, new AbortController().signal), status: index.status() };
    },
    (engine) => bar.update(() => engine.status()),
  );
  if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
  warnWhenDegraded(status);
  const hits = answer.hits.map(toJson);
  if (options.json === true) writeJson(hits);
  else if (hits.length === 0)
    writeLine(query.trim() === '' ? 'The query is empty.' : `Nothing found for “${query}”.`);
  else writeLine(describe(hits));
  if (hits.length === 0) process.exitCode = ExitCodes.nothingFound;
}

/** A hit as `akin search --json` prints it. */
function toJson(
  hit: Hit,
): Pick<
  Hit,
  | 'path'
  | 'startLine'
  | 'endLine'
  | 'score'
  | 'symbol'
  | 'kind'
  | 'language'
  | 'preview'
  | 'reasons'
  | 'matches'
> {
  const { path, startLine, endLine, score, symbol, kind, language, preview, reasons, matches } = hit;
  return { path, startLine, endLine, score, symbol, kind, language, preview, reasons, matches };
}

function describe(hits: readonly ReturnType<typeof toJson>[]): string {
  const colour = usesColour(process.stdout, process.env);
  return hits.map((hit, index) => describeHit(hit, index + 1, colour)).join('\n\n');
}

/** What the options and the query itself ask for; of the two lists of languages or kinds the query's counts. */
function filterOf(
  { lang = [], kind = [], include = [], exclude = [] }: SearchOptions,
  read: ReadQuery,
): HitFilter {
  return {
    languages: read.languages.length > 0 ? read.languages : lang,
    kinds: read.kinds.length > 0 ? read.kinds : kind,
    include: [...include, ...read.include],
    exclude: [...exclude, ...read.exclude],
    words: read.words,
    changed: read.changed,
  };
}

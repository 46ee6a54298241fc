import type { HitFilter, Hit } from '../../engine/engineTypes';
import { readQuery, type ReadQuery } from '../../search/queryFilters';
import { writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type Session, type SessionOptions, withSession } from '../session';
import { printHits } from '../showHits';
import { ExitCodes, UsageError } from '../usageError';
import { StatusBell, watchChanges } from '../watchChanges';
import { waitForIndex, warnWhenDegraded } from './index';

/** Options of the commands that answer hits. */
export interface HitOptions extends SessionOptions {
  json?: boolean;
  limit: number;
  lang?: string[];
  kind?: string[];
  include?: string[];
  exclude?: string[];
  /** False to search what is stored, without looking for changes first. */
  update: boolean;
}

export interface SearchOptions extends HitOptions {
  /** Answer again whenever the answer changes. */
  watch?: boolean;
}

/** Searches a folder, after bringing its index up to date. */
export async function runSearch(folder: string, query: string, options: SearchOptions): Promise<void> {
  if (options.watch === true && !options.update)
    throw new UsageError('--watch follows changes and --no-update passes them over; give one of them.');
  const read = readQuery(query);
  if (read.open) throw new UsageError('in:open works in an editor alone.');
  const [problem] = read.problems;
  if (problem !== undefined) throw new UsageError(`${problem.filter}: ${problem.message}`);
  const bell = new StatusBell();
  await answerHits(
    folder,
    options,
    query.trim() === '' ? 'The query is empty.' : `Nothing found for “${query}”.`,
    async (session) => {
      const request = { query: read.text, limit: options.limit, filter: together(filterOf(options), read) };
      return (await session.engine.search(request, session.signal)).hits;
    },
    options.watch === true ? bell : undefined,
  );
}

/**
 * Brings a folder's index up to date, asks it and prints the hits; again with each change when there is a bell that
 * tells of them. The exit code tells whether there were any.
 */
export async function answerHits(
  folder: string,
  options: HitOptions,
  nothing: string,
  ask: (session: Session) => Promise<Hit[]>,
  bell?: StatusBell,
): Promise<void> {
  const bar = new ProgressBar(options.json !== true);
  const { hits, status } = await withSession(
    folder,
    options,
    !options.update,
    async (session) => {
      if (options.update) await waitForIndex(session);
      bar.stop();
      const first = await ask(session);
      if (bell !== undefined) {
        printHits(first, options.json === true, nothing);
        await askAgain(session, bell, options, nothing, { ask, told: first });
      }
      return { hits: first, status: session.folder.status() };
    },
    (engine) => {
      bell?.ring();
      bar.update(() => engine.status());
    },
  );
  if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
  warnWhenDegraded(status);
  printHits(hits, options.json === true, nothing);
  if (hits.length === 0) process.exitCode = ExitCodes.nothingFound;
}

async function askAgain(
  session: Session,
  bell: StatusBell,
  options: HitOptions,
  nothing: string,
  { ask, told }: { ask: (session: Session) => Promise<Hit[]>; told: Hit[] },
): Promise<void> {
  let last = JSON.stringify(told);
  await watchChanges(session, bell, async () => {
    const hits = await ask(session);
    const now = JSON.stringify(hits);
    if (now === last) return;
    last = now;
    if (options.json !== true) writeLine(`\n── changed at ${new Date().toLocaleTimeString()} ──\n`);
    printHits(hits, options.json === true, nothing);
  });
}

/** The filter that the options of a command stand for. */
export function filterOf({ lang, kind, include, exclude }: HitOptions): HitFilter {
  return {
    ...(lang !== undefined && { languages: lang }),
    ...(kind !== undefined && { kinds: kind }),
    ...(include !== undefined && { include }),
    ...(exclude !== undefined && { exclude }),
  };
}

/** What the options and the query itself ask for; of the two lists of languages or kinds the query's counts. */
function together(
  { languages = [], kinds = [], include = [], exclude = [] }: HitFilter,
  read: ReadQuery,
): HitFilter {
  return {
    languages: read.languages.length > 0 ? read.languages : languages,
    kinds: read.kinds.length > 0 ? read.kinds : kinds,
    include: [...include, ...read.include],
    exclude: [...exclude, ...read.exclude],
    words: read.words,
    changed: read.changed,
  };
}

import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { FilterProblem, SearchResult } from '../../../../protocol/searchMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import type { EngineAnswer, EngineSearch, HitFilter } from '../../engine/engineTypes';
import { readQuery, type ReadQuery } from '../../search/queryFilters';
import { type SignalGroup, signalGroups } from '../../search/signalGroups';
import type { ServerContext } from '../serverContext';
import { toSearchResult } from '../toSearchHit';

/** Answers `akin/search`. */
export async function handleSearch(
  context: ServerContext,
  params: unknown,
  signal: AbortSignal,
): Promise<SearchResult> {
  const started = performance.now();
  const { query, limit, folder, filter, without } = membersOf(params);
  if (typeof query !== 'string')
    throw new AkinError('invalid-request', t('{0} needs a query.', 'akin/search'));
  const read = readQuery(query);
  const given = filterOf(filter, openFiles(context));
  const problems = [...read.problems];
  if ((read.changed || given.changed === true) && context.restricted)
    problems.push({
      filter: 'changed:',
      message: t('Git is asked once this folder is trusted.'),
    });
  const request: EngineSearch = {
    query: read.text,
    limit: limitOf(limit, context.settings.searchLimit),
    filter: together(given, read, openFiles(context)),
  };
  if (folder !== undefined && folder !== null) request.folder = pathOf(folder, 'folder');
  if (without !== undefined && without !== null) request.without = signalGroupsOf(without);
  const answer = problems.length > 0 ? undefined : await ask(context, request, problems, signal);
  const result = toSearchResult(answer ?? { hits: [], partial: false }, started);
  if (read.filters.length > 0) result.filters = read.filters;
  if (problems.length > 0) result.problems = problems;
  return result;
}

/** Searches; a folder that is no repository is told as a problem of the filter that needs one. */
async function ask(
  { engine }: ServerContext,
  request: EngineSearch,
  problems: FilterProblem[],
  signal: AbortSignal,
): Promise<EngineAnswer | undefined> {
  try {
    return await engine?.search(request, signal);
  } catch (error) {
    if (!(error instanceof AkinError) || error.code !== 'no-repository') throw error;
    problems.push({ filter: 'changed:', message: error.message });
    return undefined;
  }
}

/** The absolute paths of the documents that the client has opened. */
export function openFiles({ documents }: ServerContext): string[] {
  return documents
    .all()
    .map(({ uri }) => URI.parse(uri))
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => resolve(fsPath));
}

/** What the request asks for and what stands in its query, both of which must hold. */
function together(given: HitFilter, read: ReadQuery, open: readonly string[]): HitFilter {
  const both = (a: readonly string[] | undefined, b: readonly string[]): readonly string[] => {
    if (a === undefined || a.length === 0) return b;
    const common = b.length === 0 ? a : a.filter((item) => b.includes(item));
    // An empty list asks for nothing, and two lists that share nothing for what does not exist.
    return common.length > 0 ? common : [NOTHING];
  };
  return {
    ...given,
    languages: both(given.languages, read.languages),
    kinds: both(given.kinds, read.kinds),
    include: [...(given.include ?? []), ...read.include],
    exclude: [...(given.exclude ?? []), ...read.exclude],
    words: [...(given.words ?? []), ...read.words],
    ...(read.open && { open }),
    ...(read.changed && { changed: true }),
  };
}

/** No language and no kind has this name. */
const NOTHING = '';

/** The members of an object that came from outside: each may be anything. */
export function membersOf(given: unknown): Partial<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? given : {};
}

/**
 * The absolute path that a URI names.
 * @throws {AkinError} `invalid-request` unless it is the URI of a file
 */
export function pathOf(uri: unknown, name: string): string {
  const parsed = typeof uri === 'string' ? parseUri(uri) : undefined;
  if (parsed?.scheme === 'file') return resolve(parsed.fsPath);
  throw new AkinError('invalid-request', t('{0} must be the URI of something on disk.', name));
}

function parseUri(text: string): URI | undefined {
  try {
    return URI.parse(text, true);
  } catch {
    return undefined;
  }
}

/** @throws {AkinError} `invalid-request` unless the limit is a positive number */
export function limitOf(given: unknown, fallback: number): number {
  if (given === undefined || given === null) return fallback;
  if (typeof given === 'number' && given >= 1) return given;
  throw new AkinError('invalid-request', t('{0} must be a number from {1}.', 'limit', 1));
}

/**
 * @param open absolute paths of the open documents
 * @throws {AkinError} `invalid-request` unless it is absent or each of its members is a list of texts, or a truth
 */
export function filterOf(filter: unknown, open: readonly string[]): HitFilter {
  if (filter === undefined || filter === null) return {};
  if (typeof filter !== 'object')
    throw new AkinError('invalid-request', t('{0} must be an object.', 'filter'));
  const given = membersOf(filter);
  const checked: HitFilter = {};
  for (const key of ['open', 'changed'] as const) {
    const value = given[key];
    if (value !== undefined && value !== null && typeof value !== 'boolean')
      throw new AkinError('invalid-request', t('{0} must be true or false.', `filter.${key}`));
  }
  if (given.open === true) checked.open = open;
  if (given.changed === true) checked.changed = true;
  for (const key of ['languages', 'include', 'exclude', 'kinds', 'words'] as const) {
    const value = given[key];
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw new AkinError('invalid-request', t('{0} must be a list of texts.', `filter.${key}`));
    checked[key] = value;
  }
  return checked;
}

/** @throws {AkinError} `invalid-request` unless it is a list of known signal groups; lists the known ones */
function signalGroupsOf(given: unknown): SignalGroup[] {
  if (!Array.isArray(given))
    throw new AkinError('invalid-request', t('{0} must be a list of signal groups.', 'without'));
  return given.map((name: unknown) => {
    const group = signalGroups.find((known) => known === name);
    if (group !== undefined) return group;
    const known = signalGroups.join(', ');
    throw new AkinError(
      'invalid-request',
      t('There is no signal group {0}; one of {1}.', JSON.stringify(name), known),
    );
  });
}

import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { SearchResult } from '../../../../protocol/messages';
import { AkinError } from '../../base/errors';
import type { EngineSearch } from '../../engine/engineTypes';
import type { HitFilter } from '../../engine/engineTypes';
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
  if (typeof query !== 'string') throw new AkinError('invalid-request', 'akin/search needs a query.');
  const request: EngineSearch = {
    query,
    limit: limitOf(limit, context.settings.searchLimit),
    filter: filterOf(filter),
  };
  if (folder !== undefined && folder !== null) request.folder = pathOf(folder, 'folder');
  if (without !== undefined && without !== null) request.without = signalGroupsOf(without);
  const answer = await context.engine?.search(request, signal);
  return toSearchResult(answer ?? { hits: [], partial: false }, started);
}

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
  throw new AkinError('invalid-request', `${name} must be the URI of something on disk.`);
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
  throw new AkinError('invalid-request', 'limit must be a number from 1.');
}

/** @throws {AkinError} `invalid-request` unless it is absent or each of its members is a list of texts */
export function filterOf(filter: unknown): HitFilter {
  if (filter === undefined || filter === null) return {};
  if (typeof filter !== 'object') throw new AkinError('invalid-request', 'filter must be an object.');
  const given = membersOf(filter);
  const checked: HitFilter = {};
  for (const key of ['languages', 'include', 'exclude', 'kinds'] as const) {
    const value = given[key];
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw new AkinError('invalid-request', `filter.${key} must be a list of texts.`);
    checked[key] = value;
  }
  return checked;
}

/** @throws {AkinError} `invalid-request` unless it is a list of known signal groups; lists the known ones */
function signalGroupsOf(given: unknown): SignalGroup[] {
  if (!Array.isArray(given))
    throw new AkinError('invalid-request', 'without must be a list of signal groups.');
  return given.map((name: unknown) => {
    const group = signalGroups.find((known) => known === name);
    if (group !== undefined) return group;
    const known = signalGroups.join(', ');
    throw new AkinError(
      'invalid-request',
      `There is no signal group ${JSON.stringify(name)}; one of ${known}.`,
    );
  });
}

import { URI } from 'vscode-uri';
import type { SearchFilter, SearchParams, SearchResult } from '../../../../protocol/messages';
import { AkinError } from '../../base/errors';
import type { EngineSearch } from '../../engine/engine';
import type { HitFilter } from '../../engine/engineTypes';
import type { ServerContext } from '../serverContext';
import { toSearchResult } from '../toSearchHit';

/** Answers `akin/search`. */
export async function handleSearch(
  context: ServerContext,
  params: SearchParams,
  signal: AbortSignal,
): Promise<SearchResult> {
  const started = performance.now();
  if (typeof params.query !== 'string') throw new AkinError('invalid-request', 'akin/search needs a query.');
  const request: EngineSearch = {
    query: params.query,
    limit: limitOf(params.limit, context.settings.searchLimit),
  };
  if (params.folder !== undefined) request.folder = URI.parse(params.folder).fsPath;
  if (params.filter !== undefined) request.filter = filterOf(params.filter);
  const answer = await context.engine?.search(request, signal);
  return toSearchResult(answer ?? { hits: [], partial: context.status().state === 'starting' }, started);
}

/** @throws {AkinError} `invalid-request` unless the limit is a positive number */
export function limitOf(given: unknown, fallback: number): number {
  if (given === undefined || given === null) return fallback;
  if (typeof given === 'number' && given >= 1) return given;
  throw new AkinError('invalid-request', 'limit must be a number from 1.');
}

/** @throws {AkinError} `invalid-request` unless every member is a list of texts */
export function filterOf(filter: SearchFilter): HitFilter {
  const checked: HitFilter = {};
  for (const key of ['languages', 'include', 'exclude', 'kinds'] as const) {
    const value: unknown = filter[key];
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw new AkinError('invalid-request', `filter.${key} must be a list of texts.`);
    checked[key] = value;
  }
  return checked;
}

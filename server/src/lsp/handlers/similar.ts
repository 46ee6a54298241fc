import { URI } from 'vscode-uri';
import type { SearchResult, SimilarParams } from '../../../../protocol/messages';
import { AkinError } from '../../base/errors';
import type { EngineSimilar } from '../../engine/engine';
import type { ServerContext } from '../serverContext';
import { toSearchResult } from '../toSearchHit';
import { filterOf, limitOf } from './search';

/** Answers `akin/similar`. */
export async function handleSimilar(
  context: ServerContext,
  params: SimilarParams,
  signal: AbortSignal,
): Promise<SearchResult> {
  const started = performance.now();
  const { textDocument, range } = params as Partial<SimilarParams>;
  if (textDocument === undefined || range === undefined)
    throw new AkinError('invalid-request', 'akin/similar needs a textDocument and a range.');
  const request: EngineSimilar = {
    file: URI.parse(textDocument.uri).fsPath,
    startLine: range.start.line + 1,
    endLine: range.end.line + 1,
    text: context.documents.get(textDocument.uri)?.getText(range) ?? '',
    limit: limitOf(params.limit, context.settings.searchLimit),
  };
  if (params.filter !== undefined) request.filter = filterOf(params.filter);
  const answer = await context.engine?.similar(request, signal);
  return toSearchResult(answer ?? { hits: [], partial: context.status().state === 'starting' }, started);
}

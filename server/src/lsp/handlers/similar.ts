import type { Range } from 'vscode-languageserver';
import type { SearchResult } from '../../../../protocol/searchMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import type { ServerContext } from '../serverContext';
import { toSearchResult } from '../toSearchHit';
import { filterOf, limitOf, membersOf, openFiles, pathOf } from './search';

/** Answers `akin/similar`. */
export async function handleSimilar(
  context: ServerContext,
  params: unknown,
  signal: AbortSignal,
): Promise<SearchResult> {
  const started = performance.now();
  const { textDocument, range, limit, filter } = membersOf(params);
  const { uri } = membersOf(textDocument);
  const lines = rangeOf(range);
  const request = {
    file: pathOf(uri, 'textDocument.uri'),
    startLine: lines.start.line + 1,
    endLine: lastLineOf(lines) + 1,
    text: context.documents.get(uri as string)?.getText(lines) ?? '',
    limit: limitOf(limit, context.settings.searchLimit),
    filter: filterOf(filter, openFiles(context)),
  };
  const answer = await context.engine?.similar(request, signal);
  return toSearchResult(answer ?? { hits: [], partial: false }, started);
}

/** The last line that a range has something of, from 0: one that ends at the start of a line has nothing of it. */
function lastLineOf({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

/** @throws {AkinError} `invalid-request` unless it is a range of positions */
export function rangeOf(given: unknown): Range {
  const { start, end } = membersOf(given);
  return { start: positionOf(start), end: positionOf(end) };
}

/** @throws {AkinError} `invalid-request` unless it is a position */
export function positionOf(given: unknown): Range['start'] {
  const { line, character } = membersOf(given);
  if (isIndex(line) && isIndex(character)) return { line, character };
  throw new AkinError('invalid-request', t('A line and a character from 0 are needed.'));
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

import type { OutlineSymbol } from '../../../../protocol/searchMessages';
import type { ServerContext } from '../serverContext';
import { membersOf, pathOf } from './search';

/** Kinds of chunks that one compares with others: what runs. */
const CALLABLE = new Set(['function', 'method', 'constructor']);

/** Answers `akin/outline`. */
export async function handleOutline({ engine }: ServerContext, params: unknown): Promise<OutlineSymbol[]> {
  const chunks = (await engine?.chunksOf(pathOf(membersOf(params).uri, 'uri'))) ?? [];
  return chunks
    .filter(({ kind, symbol }) => CALLABLE.has(kind) && symbol !== '')
    .map(({ symbol, kind, nameLine }) => ({ symbol, kind, line: nameLine - 1 }))
    .sort((a, b) => a.line - b.line);
}

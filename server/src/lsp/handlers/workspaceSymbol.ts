import { basename } from 'node:path';
import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { SearchHit } from '../../../../protocol/searchMessages';
import type { ServerContext } from '../serverContext';
import { handleSearch, membersOf } from './search';

/** The nearest symbol of LSP by kind of chunk; what is not here is shown as a file. */
const kinds: Partial<Record<string, SymbolKind>> = {
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  constructor: SymbolKind.Constructor,
  class: SymbolKind.Class,
  interface: SymbolKind.Interface,
  struct: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  trait: SymbolKind.Interface,
  type: SymbolKind.Class,
  module: SymbolKind.Module,
  constant: SymbolKind.Constant,
};

/** Answers `workspace/symbol` by meaning: the hits of a search for the query, best first. */
export async function handleWorkspaceSymbol(
  context: ServerContext,
  params: unknown,
  signal: AbortSignal,
): Promise<SymbolInformation[]> {
  const { query } = membersOf(params);
  const { hits } = await handleSearch(context, { query }, signal);
  return hits.map(toSymbol);
}

function toSymbol({ symbol, kind = '', container, uri, range }: SearchHit): SymbolInformation {
  return {
    // Lines without a name go by their file: a client shows nothing else of them.
    name: symbol ?? `${basename(URI.parse(uri).fsPath)}:${range.start.line + 1}`,
    kind: kinds[kind] ?? SymbolKind.File,
    location: { uri, range },
    ...(container !== undefined && { containerName: container }),
  };
}

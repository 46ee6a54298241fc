import type * as vscode from 'vscode';
import { type SearchResult, SearchRequest } from '../../../protocol/messages';
import { configuredNumber } from '../configuredNumber';
import type { Server } from '../server';
import { HitQuickPick } from '../views/hitQuickPick';
import { percentDone } from '../views/statusText';

/** The query of the last search in this window, offered again. */
let lastQuery = '';

/** Searches as the user types and opens what is chosen. */
export function semanticSearch(server: Server): void {
  const find = (query: string, token: vscode.CancellationToken): Promise<SearchResult> =>
    server.request(SearchRequest, { query, limit: configuredNumber('searchLimit') }, token);
  new HitQuickPick({
    title: 'Semantic Search',
    placeholder: 'Describe the code you look for, or type a name',
    value: lastQuery,
    searchesAsYouType: true,
    debounceMs: () => configuredNumber('searchDebounceMs'),
    find,
    progress: () => `indexing ${percentDone(server.status)}%, more may be found later`,
    onClose: (query) => {
      lastQuery = query;
    },
  }).show();
}

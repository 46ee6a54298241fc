import { CancellationTokenSource } from 'vscode';
import {
  CompleteQueryRequest,
  SearchRequest,
  type QueryCompletion,
  type SearchResult,
} from '../../protocol/searchMessages';
import type { Session } from './session';

/** What the server says to a query. */
export interface SearchAnswer {
  result: SearchResult;
  /** Ways to finish the filter that the query ends with; none where it ends otherwise. */
  completions: readonly QueryCompletion[];
}

/** A last word like `lang:` or `-path:src`; what it means is for the server to say. */
const ENDS_LIKE_A_FILTER = /(?:^|\s)-?[a-z]+:[^\s:]*$/u;

/** Far more than a person types; a file pasted by mistake is not sent. */
export const MAX_QUERY_CHARACTERS = 2000;

/** Searches, and asks how a filter at the end of the query can be finished. Rejects as {@link Session.send} does. */
export async function askServer(session: Session, query: string, signal: AbortSignal): Promise<SearchAnswer> {
  const source = new CancellationTokenSource();
  signal.addEventListener('abort', () => source.cancel(), { once: true });
  try {
    const [result, completions] = await Promise.all([
      session.send(SearchRequest, { query: query.trim() }, source.token),
      ENDS_LIKE_A_FILTER.test(query) ? session.send(CompleteQueryRequest, { query }, source.token) : [],
    ]);
    return { result, completions };
  } finally {
    source.dispose();
  }
}

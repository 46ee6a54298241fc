/**
 * Messages that editor and server exchange about searches and what they find. Both sides import these constants; the method names stand nowhere
 * else. `docs/protocol.md` describes the same for other clients.
 */
import { RequestType, type Range, type TextDocumentIdentifier } from 'vscode-languageserver-protocol';

/** Narrows a search; every given member must hold for a hit. */
export interface SearchFilter {
  /** Language ids as in {@link SearchHit.language}, for example `typescript`. */
  languages?: string[];
  /** Globs over the path relative to the workspace folder; a hit matches at least one. */
  include?: string[];
  /** Globs over the path relative to the workspace folder; a hit matches none. */
  exclude?: string[];
  /** Symbol kinds as in {@link SearchHit.kind}, for example `function`. */
  kinds?: string[];
  /** Only documents that the client has opened. */
  open?: boolean;
  /** Only files that git says were changed on this branch. */
  changed?: boolean;
  /** Texts that must occur in the lines of a hit, letter case aside. */
  words?: string[];
}

/** A filter in a query that means nothing, and what would. */
export interface FilterProblem {
  /** As it stands in the query. */
  filter: string;
  message: string;
}

export interface SearchParams {
  /**
   * A question in words, the name of a symbol, or a path. It may hold filters: `lang:`, `path:`, `-path:`, `kind:`, `in:open`,
   * `changed:` and words in quotes that must occur.
   */
  query: string;
  /** Most hits to answer; the setting `akin.search.limit` when absent. */
  limit?: number;
  /** URI of the one workspace folder to search; all folders when absent. */
  folder?: string;
  filter?: SearchFilter;
  /**
   * Names of signal groups to rank without, to measure what each is worth; an unknown name is an error that lists the
   * known ones.
   */
  without?: string[];
}

export interface SimilarParams {
  textDocument: TextDocumentIdentifier;
  /** The selected text; an empty range means the function around it. */
  range: Range;
  limit?: number;
  filter?: SearchFilter;
}

export interface SearchHit {
  uri: string;
  /** The chunk's lines, from the start of its first to the end of its last. */
  range: Range;
  /** Higher is better; comparable within one answer only. */
  score: number;
  symbol?: string;
  kind?: string;
  /** The enclosing symbols, outermost first, joined by a dot. */
  container?: string;
  language: string;
  /** The first lines of the chunk as they stand in the index's view of the file. */
  preview: string;
  /** Why this was found, for a person to read; at least one. */
  reasons: string[];
  /**
   * Where words of the question stand in the chunk's lines, in their order and each within a line; the first 200.
   * None in an answer to `akin/similar`.
   */
  matches: Range[];
}

export interface SearchResult {
  hits: SearchHit[];
  /** The filters that stand in the query, as they were typed and in their order; absent when there are none. */
  filters?: string[];
  /** What is wrong with filters in the query; nothing is searched then. Absent when there is nothing. */
  problems?: FilterProblem[];
  /** True when indexing was still under way, so that better hits may be missing. */
  partial: boolean;
  tookMs: number;
}

/** Finds code by meaning and by words in the indexed folders. */
export const SearchRequest = new RequestType<SearchParams, SearchResult, void>('akin/search');

export interface CompleteQueryParams {
  /** What has been typed; its last word is completed. */
  query: string;
}

/** A way to go on with a query. */
export interface QueryCompletion {
  /** What the last word becomes, for example `lang:python`. */
  label: string;
  description: string;
  /** The whole query then. */
  query: string;
}

/** Ways to finish the filter that a query ends with; all filters when it ends with white space. */
export const CompleteQueryRequest = new RequestType<CompleteQueryParams, QueryCompletion[], void>(
  'akin/completeQuery',
);

/** Finds code that resembles a piece of an open or stored document. */
export const SimilarRequest = new RequestType<SimilarParams, SearchResult, void>('akin/similar');

export interface OutlineParams {
  /** URI of a file on disk. */
  uri: string;
}

/** A function of an indexed file. */
export interface OutlineSymbol {
  symbol: string;
  kind: string;
  /** The line of its name as it was indexed, from 0. */
  line: number;
}

/** Answers the functions of a file as it was indexed. */
export const OutlineRequest = new RequestType<OutlineParams, OutlineSymbol[], void>('akin/outline');

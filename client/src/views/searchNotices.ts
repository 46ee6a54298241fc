/** The rows of a search that are no hits; text alone, so that they are tested without an editor. */
import type { QueryCompletion, SearchResult } from '../../../protocol/searchMessages';
import { t } from '../localise';

/** A row that tells something or, with `query`, puts that into the input. */
export interface NoticeText {
  label: string;
  description?: string;
  detail?: string;
  /** What the input becomes on Enter. */
  query?: string;
}

/** Characters of a query that are repeated to the user. */
const MAX_SHOWN_CHARACTERS = 60;

/** Completions above hits, which are to stay in sight. */
const MAX_ABOVE_HITS = 4;

/** Rows that offer ways to finish a filter. */
export function completionRows(completions: readonly QueryCompletion[], aboveHits: boolean): NoticeText[] {
  const shown = aboveHits ? completions.slice(0, MAX_ABOVE_HITS) : completions;
  return shown.map(({ label, description, query }) => ({
    label: `$(filter) ${asText(label)}`,
    description: description === '' ? '' : t(description),
    query,
  }));
}

/** What is said where a search has no hits: what is wrong with a filter, or what else to try. */
export function emptyAnswerRows(
  query: string,
  { problems = [], filters = [], partial }: SearchResult,
): NoticeText[] {
  if (problems.length > 0)
    return problems.map(({ filter, message }) => ({
      label: `$(warning) ${asText(filter)}`,
      detail: message,
    }));
  if (filters.length > 0 && filters.join(' ') === query.trim())
    return [
      {
        label: t('Now describe the code you look for'),
        detail: t('The filters narrow the search to {0}.', filters.join(' ')),
      },
    ];
  return [nothingFound(query, partial, filters)];
}

function nothingFound(query: string, partial: boolean, filters: readonly string[]): NoticeText {
  const shown = query.length > MAX_SHOWN_CHARACTERS ? `${query.slice(0, MAX_SHOWN_CHARACTERS - 1)}…` : query;
  return {
    label: asText(t('Nothing found for “{0}”', shown)),
    detail: partial
      ? t('Indexing is still under way: what is not indexed yet cannot be found.')
      : filters.length > 0
        ? t('Try without {0}, or other words.', filters.join(' '))
        : t('Try other words: what the code does, or part of a name.'),
  };
}

/** Queries of before, to be asked again. */
export function recentRows(queries: readonly string[]): NoticeText[] {
  return queries.map((query) => ({ label: `$(history) ${asText(query)}`, query }));
}

/** What looks like an icon in a query must be shown as it stands. */
function asText(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

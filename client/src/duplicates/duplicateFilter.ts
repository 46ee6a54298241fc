/** What narrows the Duplicates view; text alone, so that it is tested without an editor. */
import type { DuplicateKind, DuplicatesParams, DuplicatesState } from '../../../protocol/duplicateMessages';
import { formatCount, plural } from '../views/numbers';
import { kindTexts } from './duplicateText';
import { t } from '../localise';

export interface DuplicateFilter {
  /** Empty for all. */
  kinds: readonly DuplicateKind[];
  /** URI of a folder and how it is called. */
  folder?: { uri: string; name: string } | undefined;
  /** Empty for any. */
  text: string;
}

/** Lets everything through. */
export const NO_FILTER: DuplicateFilter = { kinds: [], text: '' };

export function isFiltered({ kinds, folder, text }: DuplicateFilter): boolean {
  return kinds.length > 0 || folder !== undefined || text !== '';
}

/** The filter as the server is asked. */
export function filterParams({ kinds, folder, text }: DuplicateFilter): DuplicatesParams {
  return {
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(folder !== undefined && { folder: folder.uri }),
    ...(text !== '' && { text }),
  };
}

/** The filter in words: `exact, renamed · in web · “cart”`; empty when there is none. */
export function describeFilter({ kinds, folder, text }: DuplicateFilter): string {
  const parts: string[] = [];
  if (kinds.length > 0) parts.push(kinds.map((kind) => kindTexts[kind].adjective).join(', '));
  if (folder !== undefined) parts.push(t('in {0}', folder.name));
  if (text !== '') parts.push(`“${text}”`);
  return parts.join(' · ');
}

/** What the view holds, to be told above its tree. */
export interface ViewFacts {
  filter: DuplicateFilter;
  /** Groups that are listed. */
  listed: number;
  /** Groups that fit the filter. */
  matching: number;
  total: number;
  state: DuplicatesState;
}

/** The line above the tree; undefined when there is nothing to say. */
export function viewMessage({ filter, listed, matching, total, state }: ViewFacts): string | undefined {
  const lines: string[] = [];
  if (state.stage === 'looking' && listed > 0) lines.push(progressText(state));
  if (isFiltered(filter))
    lines.push(`${t('{0} of {1}', formatCount(matching), formatCount(total))} · ${describeFilter(filter)}`);
  if (matching > listed)
    lines.push(t('The first {0} of {1} are listed.', formatCount(listed), formatCount(matching)));
  return lines.length === 0 ? undefined : lines.join('\n');
}

/**
 * What a view without groups says: nothing is missing as long as they are on their way, which they are for a moment after their number is known.
 * @param isAnswered they have been asked for since that has changed
 */
export function shownStage(
  { stage }: DuplicatesState,
  { listed, total, isAnswered }: { listed: number; total: number; isAnswered: boolean },
): DuplicatesState['stage'] {
  const areComing = stage === 'ready' && !isAnswered && listed === 0 && total > 0;
  return areComing ? 'looking' : stage;
}

/** How far the search is: `Looking for duplicates, 1,200 of 5,000`. */
export function progressText({ done, total }: DuplicatesState): string {
  return total > 0
    ? t('Looking for duplicates, {0} of {1}', formatCount(done), formatCount(total))
    : t('Looking for duplicates');
}

/** What the badge of the view says. */
export function badgeText(groups: number): string {
  return plural(groups, 'duplicate');
}

/** How groups of copies read for a language model; text alone, so that it is tested without an editor. */
import type { DuplicateCopy, DuplicateGroup, DuplicatesState } from '../../../protocol/duplicateMessages';

/** A copy with its file as a model can name it. */
export interface NamedCopy {
  /** Relative to its workspace folder, which stands before it where there are several. */
  path: string;
  copy: DuplicateCopy;
}

/** A group with the copies that may be told. */
export interface NamedGroup {
  group: DuplicateGroup;
  copies: readonly NamedCopy[];
}

/** Copies of one group that are told; generated code may have hundreds. */
const MAX_COPIES = 20;

/**
 * The groups, dearest first, each with its kind, its size and the places of its copies.
 * @param more groups that there are beyond these
 */
export function describeGroups(
  groups: readonly NamedGroup[],
  more: number,
  { stage }: DuplicatesState,
): string {
  if (stage === 'off')
    return 'The search for repeated code is turned off in the settings (akin.duplicates.enable).';
  const listed = groups.map((group, index) => describeGroup(group, index + 1));
  return [
    ...(listed.length > 0 ? listed : ['No repeated code was found.']),
    ...(more > 0 ? [`${more} more groups; ask with a higher limit, or for a path.`] : []),
    ...(stage === 'ready' ? [] : ['Note: the code is still being looked through; ask again for more.']),
  ].join('\n\n');
}

function describeGroup({ group, copies }: NamedGroup, place: number): string {
  const { kind, tokens, similarity, count } = group;
  const alike = kind === 'exact' ? '' : `, ${Math.round(similarity * 100)} % alike`;
  const shown = copies.slice(0, MAX_COPIES);
  const hidden = count - shown.length;
  return [
    `${place}. ${kind}: ${count} copies of ${tokens} tokens${alike}`,
    ...shown.map(({ path, copy }) => `   ${path}:${linesOf(copy)}  ${nameOf(copy)}`),
    ...(hidden > 0 ? [`   and ${hidden} more`] : []),
  ].join('\n');
}

function linesOf({ range }: DuplicateCopy): string {
  return `${range.start.line + 1}-${range.end.line + 1}`;
}

function nameOf({ container, symbol, kind }: DuplicateCopy): string {
  return [container, symbol].filter((part) => part !== undefined).join('.') || kind;
}

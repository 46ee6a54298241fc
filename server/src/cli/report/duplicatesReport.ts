import type { DuplicateGroup, DuplicateMember } from '../../duplicates/duplicateGroup';

/** What a report of duplicates is made of. */
export interface DuplicatesReport {
  /** Name of the folder, for a heading. */
  name: string;
  version: string;
  /** The dearest first. */
  groups: readonly DuplicateGroup[];
  /** Findings that stand in the baseline. */
  accepted: number;
  /** The lines of a copy; empty where the file cannot be read. */
  linesOf: (member: DuplicateMember) => readonly string[];
}

/** Titles of the kinds, for people. */
export const kindTitles = {
  exact: 'Exact copies',
  renamed: 'Copies under other names',
  near: 'Near copies',
  alike: 'Alike in meaning',
} as const;

/** `function parse`, `Cart.add`, or the kind of what has no name. */
export function titleOf({ symbol, container, kind }: DuplicateMember): string {
  if (symbol === '') return kind;
  return container === '' ? symbol : `${container}.${symbol}`;
}

/** `src/a.ts:3-9`. */
export function placeOf({ path, startLine, endLine }: DuplicateMember): string {
  return `${path}:${startLine}-${endLine}`;
}

/** `exact`, or a similarity in percent that never says more than it is. */
export function similarityOf({ similarity }: DuplicateGroup): string {
  return `${Math.floor(similarity * 100)} %`;
}

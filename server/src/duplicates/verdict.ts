import type { Alignment } from './alignment';
import type { CodeUnit } from './codeUnit';
import type { DuplicateKind } from './duplicateGroup';

/** What two classes of units are to each other. */
export interface Verdict {
  kind: DuplicateKind;
  /** 0..1, the share of aligned tokens. */
  similarity: number;
}

/** Below, pieces of one language resemble each other by chance; no setting asks for less. */
export const LEAST_SIMILARITY = 0.7;

/** The names of a renamed copy may differ from place to place a little: a property that is written out, a shadowed name. */
const LEAST_CONSISTENCY = 0.93;

/**
 * Of the names of a copy with changes, at least so many must be the same or be renamed alike in two places: others of the
 * same shape are a habit of the language.
 */
const LEAST_SUPPORTED = 0.5;

/** Judges an alignment; undefined when the two are no copies. */
export function judge(a: CodeUnit, b: CodeUnit, alignment: Alignment): Verdict | undefined {
  const { similarity, sameForm, supported } = alignment;
  if (sameForm && similarity >= LEAST_CONSISTENCY) return { kind: 'renamed', similarity };
  if (similarity < LEAST_SIMILARITY || supported < LEAST_SUPPORTED) return undefined;
  return { kind: 'near', similarity };
}

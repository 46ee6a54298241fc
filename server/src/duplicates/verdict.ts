import type { Alignment } from './alignment';
import type { CodeUnit } from './codeUnit';
import type { DuplicateKind } from './duplicateGroup';

/** What two classes of units are to each other. */
export interface Verdict {
  kind: DuplicateKind;
  /** 0..1, the share of aligned tokens. */
  similarity: number;
  /** 0..1: how much their names speak for a copy. */
  kinship: number;
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

/** A copy with changes of which fewer names are the same has no more than its shape in common with the other. */
const LEAST_SAME_NAMES = 0.1;

/**
 * Names that are supported speak for a copy, but where hardly any is the same the two have but a shape in common: then kinship is no more than
 * this above the share of the same ones. Renamed copies keep a third of their names, as what they call stays.
 */
const MOST_ABOVE_SAME = 0.6;

/** Judges an alignment; undefined when the two are no copies. */
export function judge(a: CodeUnit, b: CodeUnit, alignment: Alignment): Verdict | undefined {
  const { similarity, sameForm, sameNames, supported } = alignment;
  const kinship = Math.min(supported, sameNames + MOST_ABOVE_SAME);
  if (sameForm && similarity >= LEAST_CONSISTENCY) return { kind: 'renamed', similarity, kinship };
  if (similarity < LEAST_SIMILARITY || supported < LEAST_SUPPORTED || sameNames < LEAST_SAME_NAMES)
    return undefined;
  return { kind: 'near', similarity, kinship };
}

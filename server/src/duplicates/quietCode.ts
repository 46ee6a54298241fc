/**
 * Which code is not worth telling of. Each rule was made for findings in real repositories that a reader had judged useless
 * (docs/duplicates.md, docs/adr/0010-duplicates.md), and each has a test.
 */
import type { CodeUnit } from './codeUnit';
import type { DuplicateKind } from './duplicateGroup';
import type { Verdict } from './verdict';

const callableKinds: ReadonlySet<string> = new Set(['function', 'method', 'constructor']);

/** Code that people write has fewer tokens on a line; what has more was made by a tool. */
const MAX_TOKENS_PER_LINE = 40;

/** A list of steps without a branch is a call that is passed on when it has no more calls and no more tokens. */
const MAX_DELEGATION_CALLS = 2;
const MAX_DELEGATION_TOKENS = 64;

/** Distinct runs of four tokens: below, a function does the same thing over and over, as tables and registrations do. */
const LEAST_STRUCTURE = 16;

/** Share of numbers and texts from which on code is data. */
const MOST_CONSTANTS = 0.3;

/** Names and signatures of these are given by the language; their bodies follow from the fields. */
const GIVEN_NAMES =
  /^(?:equals?|hashCode|toString|compareTo|clone|__(?:eq|ne|lt|le|gt|ge|hash|repr|str|reduce|reduce_ex|copy|deepcopy|getstate|setstate|iter|len|init|enter|exit)__|String|Error|Equal|Len|Less|Swap|MarshalJSON|UnmarshalJSON|eq|hash|fmt|drop|default|Equals|GetHashCode|ToString|Dispose|inspect|to_s|initialize|toJSON)$/;

const MAX_GIVEN_TOKENS = 100;

/** Functions of one name in several types, or several of one name in one type, are alike by design up to this size and similarity. */
const MAX_ALIKE_TOKENS = 60;
const MAX_ALIKE_SIMILARITY = 0.92;

/** Up to this size near copies have to be nearer: short functions of one language are alike by chance. */
const SMALL_TOKENS = 120;
const SMALLEST_TOKENS = 50;

/** What the smallest must have more than what is asked of others; chosen by `test/bench/duplicates`. */
const SMALL_EXTRA = 0.06;

/** Whether code may be told of as a copy of this kind. */
export function isWorthTelling(unit: CodeUnit, kind: DuplicateKind): boolean {
  const { tokens, startLine, endLine, control, calls, constants, structure } = unit;
  if (tokens > MAX_TOKENS_PER_LINE * (endLine - startLine + 1)) return false;
  if (structure < LEAST_STRUCTURE) return false;
  const isData = control === 0 && (constants >= MOST_CONSTANTS || calls === 0);
  if (!callableKinds.has(unit.kind) && isData) return false;
  if (kind === 'exact') return true;
  if (control > 0) return true;
  if (!callableKinds.has(unit.kind) && unit.kind !== 'class') return false;
  const isDelegation = calls <= MAX_DELEGATION_CALLS && tokens <= MAX_DELEGATION_TOKENS;
  return !isDelegation && constants < MOST_CONSTANTS;
}

/**
 * Whether two functions, though not equal, are alike because they have to be: overloads, and implementations of one contract.
 * @param similarity 0..1
 */
export function mustBeAlike(a: CodeUnit, b: CodeUnit, similarity: number): boolean {
  if (a.symbol === '' || a.symbol !== b.symbol || a.exact === b.exact) return false;
  const tokens = Math.min(a.tokens, b.tokens);
  if (GIVEN_NAMES.test(a.symbol)) return tokens <= MAX_GIVEN_TOKENS;
  const isShort = tokens <= MAX_ALIKE_TOKENS && Math.min(a.control, b.control) <= 1;
  return isShort && similarity <= MAX_ALIKE_SIMILARITY;
}

/** Whether two units that were found to be copies are worth telling of. */
export function mayBeTold(a: CodeUnit, b: CodeUnit, { kind, similarity }: Verdict): boolean {
  return isWorthTelling(a, kind) && isWorthTelling(b, kind) && !mustBeAlike(a, b, similarity);
}

/** The similarity that near copies of this size must have at least. */
export function neededSimilarity(tokens: number, minSimilarity: number): number {
  const smallness = (SMALL_TOKENS - tokens) / (SMALL_TOKENS - SMALLEST_TOKENS);
  return Math.min(1, minSimilarity + SMALL_EXTRA * Math.max(0, Math.min(1, smallness)));
}

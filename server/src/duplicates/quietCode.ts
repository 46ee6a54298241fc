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

/**
 * A list of steps without a branch is a call that is passed on when it has no more calls, its own name among them, and no more tokens: most of
 * those are the types of its parameters and of its overloads.
 */
const MAX_DELEGATION_CALLS = 2;
const MAX_DELEGATION_TOKENS = { renamed: 64, near: 150 };

/** A constructor without a branch that is no longer puts its parameters away. */
const MAX_PLAIN_CONSTRUCTOR_TOKENS = 70;

/** Its own name before its parameters reads as a call. One that calls nothing else keeps them whatever their number, up to the second size. */
const MAX_OWN_CALLS = 1;
const MAX_KEEPING_CONSTRUCTOR_TOKENS = 150;

/**
 * Distinct runs of four tokens to a token: of a branching function that calls hardly anything and has fewer, each branch looks like the other.
 * It is a table that is written as a switch.
 */
const LEAST_TABLE_STRUCTURE = 0.42;
const LEAST_TABLE_BRANCHES = 4;

/** Distinct runs of four tokens: below, a function does the same thing over and over, as tables and registrations do. */
const LEAST_STRUCTURE = 16;

/** Share of numbers and texts from which on code is data. */
const MOST_CONSTANTS = 0.3;

/** Names and signatures of these are given by the language; their bodies follow from the fields. */
const GIVEN_NAMES =
  /^(?:equals?|hashCode|toString|compareTo|clone|__(?:eq|ne|lt|le|gt|ge|hash|repr|str|reduce|reduce_ex|copy|deepcopy|getstate|setstate|iter|len|enter|exit)__|String|Error|Equal|Len|Less|Swap|MarshalJSON|UnmarshalJSON|eq|hash|fmt|drop|default|Equals|GetHashCode|ToString|Dispose|inspect|to_s|toJSON)$/;

const MAX_GIVEN_TOKENS = 150;

/** Even when they are the same to the letter: as few lines are not worth a place of their own. */
const MAX_EQUAL_GIVEN_TOKENS = 60;

/** Functions of one name in several types, or several of one name in one type, are alike by design up to this size and similarity. */
const MAX_ALIKE_TOKENS = 60;
const MAX_ALIKE_SIMILARITY = 0.92;

/** Implementations of one contract call what is their own; what has all names in common with another of its name is a copy of it. */
const COPIED_NAMES = 0.98;

/**
 * Variants of one interface stand in one file and do the same in a few steps: up to this size without a branch, and up to the
 * second with one. Whoever reads the one sees the other.
 */
const MAX_VARIANT_TOKENS = 90;
const MAX_BRANCHED_VARIANT_TOKENS = 60;

/** Overloads of one type differ in their parameters, which may be many: up to this size without a branch, and up to the second with some. */
const MAX_OVERLOAD_TOKENS = 200;
const MAX_BRANCHED_OVERLOAD_TOKENS = 70;

/** Up to this size near copies have to be nearer: short functions of one language are alike by chance. */
const SMALL_TOKENS = 120;
const SMALLEST_TOKENS = 50;

/**
 * What the smallest must have more than what is asked of others; it falls with the square of what they have more tokens. In findings that a
 * reader judged, those of some 50 tokens that had less were a habit of the language or of a library more often than a copy.
 */
const SMALL_EXTRA = 0.115;

/**
 * The extra is for copies of this kinship; it falls to a third in copies without a new name, and grows to twice where few names fit.
 * Short copies in seeded workspaces (seeds 1 to 3, 101 to 105) had 0.85 and more, what a reader called a habit of the language ("convert,
 * check the error, return", "fill a slice") 0.6 to 0.82. Renamed copies of which little else differs stay below the limit.
 */
const USUAL_KINSHIP = 0.86;
const KINSHIP_SLOPE = 5;
const LEAST_EXTRA_SHARE = 0.35;
const MOST_EXTRA_SHARE = 2;
const MOST_EXTRA = 0.14;

/** Whether code may be told of as a copy of this kind. */
export function isWorthTelling(unit: CodeUnit, kind: DuplicateKind): boolean {
  const { tokens, startLine, endLine, control, calls, constants, structure } = unit;
  if (tokens > MAX_TOKENS_PER_LINE * (endLine - startLine + 1)) return false;
  if (structure < LEAST_STRUCTURE) return false;
  if (unit.kind === 'interface' && control === 0) return false;
  const isData = control === 0 && (constants >= MOST_CONSTANTS || calls === 0);
  if (!callableKinds.has(unit.kind) && isData) return false;
  if (kind === 'exact') return !(GIVEN_NAMES.test(unit.symbol) && tokens <= MAX_EQUAL_GIVEN_TOKENS);
  if (control > 0) return !isSwitchedTable(unit);
  // Fields at the head of a type, and what they begin with.
  if (!callableKinds.has(unit.kind)) return false;
  return constants < MOST_CONSTANTS && !isPassedOn(unit, kind);
}

function isSwitchedTable({ tokens, structure, control, calls }: CodeUnit): boolean {
  if (control < LEAST_TABLE_BRANCHES || calls > MAX_DELEGATION_CALLS) return false;
  return structure < LEAST_TABLE_STRUCTURE * tokens;
}

/** Whether code without a branch is little more than one call, or a constructor that keeps its parameters. */
function isPassedOn({ kind: unitKind, tokens, calls }: CodeUnit, kind: DuplicateKind): boolean {
  if (unitKind === 'constructor')
    return calls <= MAX_OWN_CALLS
      ? tokens <= MAX_KEEPING_CONSTRUCTOR_TOKENS
      : kind === 'near' && tokens <= MAX_PLAIN_CONSTRUCTOR_TOKENS;
  const most = kind === 'renamed' ? MAX_DELEGATION_TOKENS.renamed : MAX_DELEGATION_TOKENS.near;
  return calls <= MAX_DELEGATION_CALLS && tokens <= most;
}

/**
 * Whether two functions, though not equal, are alike because they have to be: overloads, variants and implementations of one contract.
 * @param similarity 0..1
 * @param kinship 0..1, see {@link Verdict}
 */
export function mustBeAlike(a: CodeUnit, b: CodeUnit, similarity: number, kinship = 0): boolean {
  if (a.exact === b.exact) return false;
  const tokens = Math.min(a.tokens, b.tokens);
  if (a.path === b.path && areVariants(a, b, tokens)) return true;
  if (a.symbol === '' || a.symbol !== b.symbol) return false;
  if (isPackageStart(a) && isPackageStart(b)) return true;
  if (GIVEN_NAMES.test(a.symbol)) return tokens <= MAX_GIVEN_TOKENS;
  const isShort = tokens <= MAX_ALIKE_TOKENS && Math.min(a.control, b.control) <= 1;
  return isShort && similarity <= MAX_ALIKE_SIMILARITY && kinship < COPIED_NAMES;
}

/** A package is made ready by this: what is registered there is told by its arguments, and no function can stand for two of them. */
function isPackageStart({ language, kind, symbol, container }: CodeUnit): boolean {
  return language === 'go' && kind === 'function' && symbol === 'init' && container === '';
}

function areVariants(a: CodeUnit, b: CodeUnit, tokens: number): boolean {
  if (!callableKinds.has(a.kind) || !callableKinds.has(b.kind)) return false;
  const control = Math.max(a.control, b.control);
  const isOverload = a.symbol !== '' && a.symbol === b.symbol && a.container === b.container;
  if (control === 0) return tokens <= (isOverload ? MAX_OVERLOAD_TOKENS : MAX_VARIANT_TOKENS);
  if (isOverload && tokens <= MAX_BRANCHED_OVERLOAD_TOKENS) return true;
  return control === 1 && tokens <= MAX_BRANCHED_VARIANT_TOKENS;
}

/** Whether two units that were found to be copies are worth telling of. */
export function mayBeTold(a: CodeUnit, b: CodeUnit, { kind, similarity, kinship }: Verdict): boolean {
  return isWorthTelling(a, kind) && isWorthTelling(b, kind) && !mustBeAlike(a, b, similarity, kinship);
}

/**
 * The similarity that near copies of this size must have at least.
 * @param kinship see {@link Verdict}
 */
export function neededSimilarity(tokens: number, minSimilarity: number, kinship: number): number {
  const smallness = Math.max(0, Math.min(1, (SMALL_TOKENS - tokens) / (SMALL_TOKENS - SMALLEST_TOKENS)));
  const share = 1 + KINSHIP_SLOPE * (USUAL_KINSHIP - kinship);
  const extra = SMALL_EXTRA * Math.max(LEAST_EXTRA_SHARE, Math.min(MOST_EXTRA_SHARE, share));
  return Math.min(1, minSimilarity + Math.min(MOST_EXTRA, extra * smallness ** 2));
}

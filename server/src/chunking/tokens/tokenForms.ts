/** Tokens as they are compared: what stays of them when white space, names and constants are no longer looked at. */
import { TokenKind, type TokenStream } from './lexer';

/** Stand for any name, number and text; keywords and signs stand for themselves. */
export const Abstract = { name: 1, number: 2, string: 3 } as const;

const DOT = 46;
const OPEN_PAREN = 40;
const GREATER = 62;
const COLON = 58;

/**
 * Keywords and signs as they are, names and constants by what they are.
 * @param form is filled and answered; has a number for each token
 */
export function blindForm(
  { count, kinds, hashes }: TokenStream,
  form: Uint32Array = new Uint32Array(count),
): Uint32Array {
  for (let i = 0; i < count; i++) form[i] = blindSymbol(kinds[i] ?? 0, hashes[i] ?? 0);
  return form;
}

/** As {@link blindForm}, with the names that a copy under other local names keeps: members, callees, types. */
export function namedForm(
  tokens: TokenStream,
  form: Uint32Array = new Uint32Array(tokens.count),
): Uint32Array {
  const { count, kinds, hashes, capitals } = tokens;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] ?? 0;
    const hash = hashes[i] ?? 0;
    const isKept = kind === TokenKind.identifier && (capitals[i] === 1 || isOutside(tokens, i));
    form[i] = isKept ? hash : blindSymbol(kind, hash);
  }
  return form;
}

/** As {@link blindForm}, with each name by the order of its first use: equal for copies whose names differ consistently. */
export function consistentForm(
  { count, kinds, hashes }: TokenStream,
  form: Uint32Array = new Uint32Array(count),
): Uint32Array {
  const order = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] ?? 0;
    const hash = hashes[i] ?? 0;
    if (kind !== TokenKind.identifier) {
      form[i] = blindSymbol(kind, hash);
      continue;
    }
    let index = order.get(hash | 0);
    if (index === undefined) {
      index = order.size;
      order.set(hash | 0, index);
    }
    // Apart from the signs, which are character codes, and far from chance values of keywords' hashes.
    form[i] = 0x8000_0000 + index;
  }
  return form;
}

/** Whether a name means something outside of the function: it follows a dot or is called. */
function isOutside({ kinds, hashes }: TokenStream, at: number): boolean {
  if (kinds[at + 1] === TokenKind.sign && hashes[at + 1] === OPEN_PAREN) return true;
  if (at === 0 || kinds[at - 1] !== TokenKind.sign) return false;
  const before = hashes[at - 1];
  return before === DOT || before === GREATER || (before === COLON && hashes[at - 2] === COLON);
}

function blindSymbol(kind: number, hash: number): number {
  if (kind === TokenKind.identifier) return Abstract.name;
  if (kind === TokenKind.number) return Abstract.number;
  return kind === TokenKind.string ? Abstract.string : hash;
}

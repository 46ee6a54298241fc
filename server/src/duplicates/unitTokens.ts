import { TokenKind, type TokenStream } from '../chunking/tokens/lexer';
import { blindForm } from '../chunking/tokens/tokenForms';

/** The tokens of a unit, ready to be aligned with those of another. */
export interface UnitTokens {
  /** Keywords and signs as they are, names and constants by what they are. */
  blind: Uint32Array;
  /** By token: which of the unit's distinct names it is, -1 for what is no name. */
  names: Int32Array;
  /** By distinct name: hash of its text. */
  nameHashes: number[];
}

/** Prepares tokens for {@link import('./alignment').align}. */
export function unitTokens(tokens: TokenStream): UnitTokens {
  const { count, kinds, hashes } = tokens;
  const names = new Int32Array(count).fill(-1);
  const nameHashes: number[] = [];
  const numbers = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== TokenKind.identifier) continue;
    const hash = hashes[i] ?? 0;
    let number = numbers.get(hash);
    if (number === undefined) {
      number = nameHashes.length;
      numbers.set(hash, number);
      nameHashes.push(hash);
    }
    names[i] = number;
  }
  return { blind: blindForm(tokens), names, nameHashes };
}

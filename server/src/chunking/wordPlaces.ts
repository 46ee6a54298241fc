/** A word of code or of a question: an identifier whole. */
export const WORD = /[\p{L}\p{N}_$]+/gu;

// eslint-disable-next-line no-control-regex -- the range of ASCII begins with control characters
const NOT_ASCII = /[^\x00-\x7f]/;

/** By ASCII code, 1 for what {@link WORD} takes. */
const IS_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Calls back for each {@link WORD} with where it begins, where it ends, and a hash of its letters. Texts of ASCII alone are gone through by hand, several
 * times as fast as by the pattern.
 */
export function forEachPlace(text: string, visit: (start: number, end: number, hash: number) => void): void {
  if (NOT_ASCII.test(text)) {
    for (const { 0: word, index } of text.matchAll(WORD)) visit(index, index + word.length, hashOf(word));
    return;
  }
  let start = -1;
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (IS_WORD[code] === 1) {
      if (start < 0) {
        start = at;
        hash = 0;
      }
      hash = nextHash(hash, code);
    } else if (start >= 0) {
      visit(start, at, hash);
      start = -1;
    }
  }
  if (start >= 0) visit(start, text.length, hash);
}

/** Of a word, by the codes of its letters. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = nextHash(hash, word.charCodeAt(at));
  return hash;
}

function nextHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

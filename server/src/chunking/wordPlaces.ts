/** A word of code or of a question: an identifier whole. */
export const WORD = /[\p{L}\p{N}_$]+/gu;

// eslint-disable-next-line no-control-regex -- the range of ASCII begins with control characters
const NOT_ASCII = /[^\x00-\x7f]/;

/** By ASCII code, 1 for what {@link WORD} takes. */
const IS_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0,
);

const FIRST_ROOM = 1_024;

/**
 * Where the words of a text stand: for each {@link WORD} its beginning, its end, and a hash of its letters. Texts of ASCII alone are gone through by hand,
 * several times as fast as by the pattern. Its arrays are used for one text after another.
 */
export class WordPlaces {
  /** Words of the last text; only so much of the arrays is valid. */
  count = 0;
  starts = new Int32Array(FIRST_ROOM);
  ends = new Int32Array(FIRST_ROOM);
  hashes = new Int32Array(FIRST_ROOM);

  find(text: string): void {
    this.count = 0;
    if (NOT_ASCII.test(text)) {
      for (const { 0: word, index } of text.matchAll(WORD))
        this.add(index, index + word.length, hashOf(word));
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
        this.add(start, at, hash);
        start = -1;
      }
    }
    if (start >= 0) this.add(start, text.length, hash);
  }

  private add(start: number, end: number, hash: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.hashes[this.count] = hash;
    this.count++;
  }

  private grow(): void {
    for (const field of ['starts', 'ends', 'hashes'] as const) {
      const less = this[field];
      this[field] = new Int32Array(2 * less.length);
      this[field].set(less);
    }
  }
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

import type { Chunk } from './chunk';

/** Longer words are data (hashes, base64), which nobody searches by. */
const MAX_TERM_CHARS = 64;

/** A word of code or of a question: an identifier whole. */
export const WORD = /[\p{L}\p{N}_$]+/gu;

// eslint-disable-next-line no-control-regex -- the range of ASCII begins with control characters
const NOT_ASCII = /[^\x00-\x7f]/;

/** By ASCII code, 1 for what {@link WORD} takes. */
const IS_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0,
);

const NO_TERMS: readonly string[] = [];

/** Boundaries inside an identifier: aB, ABc, letter–digit. */
export const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{Lo}\p{Lm}\p{Lt}]+/gu;

/**
 * The terms that code or a question is searched by: every identifier whole and lower-cased, its parts
 * (camelCase, snake_case, digits apart), and a light stem of each part where that differs. A word that stands
 * twice counts twice. The same function serves both sides, so that they meet.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  forEachWord(text, (word) => {
    for (const term of termsOfWord(word)) terms.push(term);
  });
  return terms;
}

/** The terms of one {@link WORD}: none for one that is data. */
export function termsOfWord(word: string): readonly string[] {
  return word.length > MAX_TERM_CHARS ? NO_TERMS : (termCache.get(word) ?? remember(word));
}

/** Calls back for each {@link WORD}. Texts of ASCII alone are gone through by hand, several times as fast as by the pattern. */
export function forEachWord(text: string, visit: (word: string) => void): void {
  if (NOT_ASCII.test(text)) {
    for (const [word] of text.matchAll(WORD)) visit(word);
    return;
  }
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    if (IS_WORD[text.charCodeAt(at)] === 1) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      visit(text.slice(start, at));
      start = -1;
    }
  }
  if (start >= 0) visit(text.slice(start));
}

/** The words of a chunk's place: the file's stem twice, its last two folders, the enclosing names. */
export function placeTerms({ path, enclosing }: Pick<Chunk, 'path' | 'enclosing'>): string[] {
  const parts = path.split('/');
  const stem = (parts.pop() ?? '').replace(/\.[^.]+$/, '');
  return termsOf([stem, stem, ...parts.slice(-2), ...enclosing].join(' '));
}

/**
 * Takes common English endings off, so that `retries`, `retrying` and `retry` meet, or `parse`, `parser` and
 * `parsing`. Lighter than Porter's: it only has to send related words to the same term, which is added to the
 * word and never replaces it.
 */
export function lightStem(word: string): string {
  return withoutFinalE(withoutEnding(singular(word)));
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutEnding(word: string): string {
  for (const ending of ['ing', 'ed', 'er'])
    if (word.endsWith(ending) && word.length - ending.length >= 3)
      return undouble(word.slice(0, -ending.length));
  return word;
}

/** `stopping` leaves `stopp`; doubled l, s and z belong to the word (`filling`, `passing`). */
function undouble(stem: string): string {
  const last = stem.at(-1) ?? '';
  return stem.length > 3 && last === stem.at(-2) && !'lsz'.includes(last) ? stem.slice(0, -1) : stem;
}

function withoutFinalE(word: string): string {
  return word.length >= 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}

/** Terms by word: source repeats its words, and splitting is the costly part. */
const termCache = new Map<string, readonly string[]>();

/** About 10 MB; then the cache starts anew, which is cheaper than keeping an order of use. */
const TERM_CACHE_ENTRIES = 50_000;

function remember(word: string): readonly string[] {
  const whole = word.toLowerCase();
  const terms = new Set<string>([whole]);
  for (const [part] of word.matchAll(PARTS)) {
    const lower = part.toLowerCase();
    terms.add(lower);
    terms.add(lightStem(lower));
  }
  if (termCache.size >= TERM_CACHE_ENTRIES) termCache.clear();
  const list = [...terms];
  termCache.set(word, list);
  return list;
}

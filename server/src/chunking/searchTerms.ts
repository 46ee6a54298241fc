import type { Chunk } from './chunk';
import { WordPlaces } from './wordPlaces';

/** Longer words are data (hashes, base64), which nobody searches by. */
export const MAX_TERM_CHARS = 64;

const NO_TERMS: readonly string[] = [];

const places = new WordPlaces();

/** Boundaries inside an identifier: aB, ABc, letter–digit. */
export const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{Lo}\p{Lm}\p{Lt}]+/gu;

/**
 * The terms that code or a question is searched by: every identifier whole and lower-cased, its parts
 * (camelCase, snake_case, digits apart), and a light stem of each part where that differs. A word that stands
 * twice counts twice. The same function serves both sides, so that they meet.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  places.find(text);
  for (let at = 0; at < places.count; at++)
    for (const term of termsOfWord(text.slice(places.starts[at], places.ends[at]))) terms.push(term);
  return terms;
}

function termsOfWord(word: string): readonly string[] {
  return word.length > MAX_TERM_CHARS ? NO_TERMS : (termCache.get(word) ?? remember(word));
}

/** The words of a chunk's place as a text: the file's stem twice, its last two folders, the enclosing names. */
export function placeOf({ path, enclosing }: Pick<Chunk, 'path' | 'enclosing'>): string {
  const parts = path.split('/');
  const stem = (parts.pop() ?? '').replace(/\.[^.]+$/, '');
  return [stem, stem, ...parts.slice(-2), ...enclosing].join(' ');
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
  if (termCache.size >= TERM_CACHE_ENTRIES) termCache.clear();
  const terms = splitWord(word);
  termCache.set(word, terms);
  return terms;
}

/** The terms of one word, as {@link termsOf} has them: none for one that is data. */
export function splitWord(word: string): readonly string[] {
  if (word.length > MAX_TERM_CHARS) return NO_TERMS;
  const terms = new Set<string>([word.toLowerCase()]);
  for (const [part] of word.matchAll(PARTS)) {
    const lower = part.toLowerCase();
    terms.add(lower);
    terms.add(lightStem(lower));
  }
  return [...terms];
}

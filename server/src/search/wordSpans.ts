/** Where the words of a question stand in a text, split as keyword search splits it (`chunking/searchTerms`). */
import { lightStem, PARTS, termsOf } from '../chunking/searchTerms';
import { WORD } from '../chunking/wordPlaces';

/** Where a word stands in a file. */
export interface WordSpan {
  /** From 1. */
  line: number;
  /** UTF-16 positions in the line, from 0; the end is exclusive. */
  start: number;
  end: number;
}

/** A word that meets a question. */
export interface FoundWord extends WordSpan {
  /** As a person is told it: an identifier of several parts as it stands, any other word in small letters. */
  text: string;
  /** The stems of the question that it meets. */
  stems: readonly string[];
}

/**
 * The words of a text that meet a stem, in their order: an identifier as a whole where it is asked for as a
 * whole, otherwise those of its parts that are (`Retry` of `fetchWithRetry` for `retry`).
 * @param text lines separated by `\n`
 * @param stems of the question, as {@link lightStem} makes them
 * @param firstLine the number of the text's first line
 */
export function findWords(text: string, stems: ReadonlySet<string>, firstLine = 1): FoundWord[] {
  // Source repeats its words, and few of them meet a question.
  const known = new Map<string, readonly Piece[]>();
  const beginnings = [...stems].map(beginningOf);
  const found: FoundWord[] = [];
  text.split('\n').forEach((line, row) => {
    for (const { 0: word, index } of line.matchAll(WORD)) {
      const pieces = known.get(word) ?? (mayMeet(word, beginnings) ? piecesMeeting(word, stems) : []);
      known.set(word, pieces);
      for (const { at, source, ...rest } of pieces)
        found.push({ ...rest, line: firstLine + row, start: index + at, end: index + at + source.length });
    }
  });
  return found;
}

/** How every word of a stem begins: a stem differs from its words in the ending alone, at most in its own last letter (`fly`, flies). */
function beginningOf(stem: string): string {
  return stem.length > 2 ? stem.slice(0, -1) : stem;
}

/** Sorts most words out before they are split, which costs ten times as much. */
function mayMeet(word: string, beginnings: readonly string[]): boolean {
  const lower = word.toLowerCase();
  return beginnings.some((beginning) => lower.includes(beginning));
}

/** A word or a part of one. */
interface Piece {
  /** Position in the word. */
  at: number;
  source: string;
  text: string;
  stems: readonly string[];
}

function piecesMeeting(word: string, stems: ReadonlySet<string>): Piece[] {
  const terms = termsOf(word);
  // Search does not know words that are too long; every other one has itself among its terms.
  if (terms.length === 0) return [];
  const parts = [...word.matchAll(PARTS)];
  if (stems.has(lightStem(word.toLowerCase()))) {
    const text = parts.length > 1 ? word : word.toLowerCase();
    return [{ at: 0, source: word, text, stems: metBy(terms, stems) }];
  }
  return parts
    .map(({ 0: part, index }) => ({
      at: index,
      source: part,
      text: part.toLowerCase(),
      stems: metBy(termsOf(part), stems),
    }))
    .filter((piece) => piece.stems.length > 0);
}

function metBy(terms: readonly string[], stems: ReadonlySet<string>): string[] {
  return [...new Set(terms.map(lightStem))].filter((stem) => stems.has(stem));
}

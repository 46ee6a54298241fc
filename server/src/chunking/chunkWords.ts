import type { Chunk } from './chunk';
import { forEachWord, placeTerms, termsOf, termsOfWord } from './searchTerms';
import { Field, termValue } from './termValue';

/** The words that a chunk is found by. */
export interface ChunkWords {
  /** Each word once, separated by spaces. */
  terms: string;
  /** A `termValue` for each of the words. */
  values: Uint16Array;
  /** Words of the chunk, repetitions counted. */
  length: number;
}

/**
 * The words of a chunk's text, place and names with what ranking reads of each. Made where the chunk is made, in a
 * thread: it is the costliest step after parsing.
 */
export function chunkWords(chunk: Chunk): ChunkWords {
  const counts = new Map<string, number>();
  let length = 0;
  const count = (terms: readonly string[], times: number): void => {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + times);
    length += terms.length * times;
  };
  count(placeTerms(chunk), 1);
  // Code repeats its words: each is taken apart once.
  for (const [word, times] of wordCounts(chunk.text)) count(termsOfWord(word), times);
  const fields = new Map<string, number>();
  const mark = (text: string, field: number): void => {
    for (const word of termsOf(text)) {
      fields.set(word, (fields.get(word) ?? 0) | field);
      // A word of a field that the text lacks still counts once.
      if (!counts.has(word)) counts.set(word, 1);
    }
  };
  if (chunk.symbol !== undefined) mark(chunk.symbol, Field.name);
  if (chunk.enclosing.length > 0) mark(chunk.enclosing.join('.'), Field.container);
  if (chunk.signature !== undefined) mark(chunk.signature, Field.signature);
  if (chunk.doc !== undefined) mark(chunk.doc, Field.doc);
  const values = new Uint16Array(counts.size);
  let at = 0;
  for (const [word, times] of counts) values[at++] = termValue(times, fields.get(word) ?? 0);
  return { terms: [...counts.keys()].join(' '), values, length };
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  forEachWord(text, (word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  return counts;
}

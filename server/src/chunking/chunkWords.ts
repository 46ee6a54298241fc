import type { Chunk } from './chunk';
import { placeOf } from './searchTerms';
import { TermTable } from './termTable';
import { Field, termValue } from './termValue';
import { WordPlaces } from './wordPlaces';

/** The words that a chunk is found by. */
export interface ChunkWords {
  /** Each word once, separated by spaces. */
  terms: string;
  /** A `termValue` for each of the words. */
  values: Uint16Array;
  /** Words of the chunk, repetitions counted. */
  length: number;
}

/** About 10 MB; then the table starts anew, which is cheaper than keeping an order of use. */
const TABLE_WORDS = 50_000;

const FIRST_TERMS = 4_096;

const table = new TermTable();
const places = new WordPlaces();

/** Of the chunk at hand, by the number of the term; all zero between two chunks. */
let counts = new Uint32Array(FIRST_TERMS);
let fields = new Uint8Array(FIRST_TERMS);

/**
 * The words of a chunk's text, place and names with what ranking reads of each. Made where the chunk is made, in a
 * thread: it is the costliest step after parsing.
 */
export function chunkWords(chunk: Chunk): ChunkWords {
  if (table.knownWords > TABLE_WORDS) table.clear();
  const found: number[] = [];
  const length = count(placeOf(chunk), found) + count(chunk.text, found);
  if (chunk.symbol !== undefined) mark(chunk.symbol, Field.name, found);
  if (chunk.enclosing.length > 0) mark(chunk.enclosing.join('.'), Field.container, found);
  if (chunk.signature !== undefined) mark(chunk.signature, Field.signature, found);
  if (chunk.doc !== undefined) mark(chunk.doc, Field.doc, found);
  const values = new Uint16Array(found.length);
  let terms = '';
  found.forEach((id, at) => {
    values[at] = termValue(counts[id] ?? 0, fields[id] ?? 0);
    terms += at === 0 ? table.term(id) : ` ${table.term(id)}`;
    counts[id] = 0;
    fields[id] = 0;
  });
  return { terms, values, length };
}

/** @returns how many terms the text has, repetitions counted; those that are new are added to `found` */
function count(text: string, found: number[]): number {
  let length = 0;
  places.find(text);
  for (let place = 0; place < places.count; place++) {
    const ids = idsAt(text, place);
    length += ids.length;
    for (const id of ids) {
      const before = counts[id] ?? 0;
      if (before === 0) found.push(id);
      counts[id] = before + 1;
    }
  }
  return length;
}

function mark(text: string, field: number, found: number[]): void {
  places.find(text);
  for (let place = 0; place < places.count; place++)
    for (const id of idsAt(text, place)) {
      fields[id] = (fields[id] ?? 0) | field;
      if (counts[id] !== 0) continue;
      // A word of a field that the text lacks still counts once.
      counts[id] = 1;
      found.push(id);
    }
}

function idsAt(text: string, place: number): readonly number[] {
  const { starts, ends, hashes } = places;
  const ids = table.idsAt(text, starts[place] ?? 0, ends[place] ?? 0, hashes[place] ?? 0);
  if (table.size > counts.length) grow();
  return ids;
}

function grow(): void {
  const size = 2 * table.size;
  const [lessCounts, lessFields] = [counts, fields];
  counts = new Uint32Array(size);
  counts.set(lessCounts);
  fields = new Uint8Array(size);
  fields.set(lessFields);
}

import { termsOf } from '../../../server/src/chunking/searchTerms';
import { Field, termValue } from '../../../server/src/chunking/termValue';
import type { IndexedChunk } from '../../../server/src/store/chunkStore';

/** Texts of a chunk whose words count in a field of their own. */
export interface FieldTexts {
  symbol?: string | undefined;
  container?: string | undefined;
  signature?: string | undefined;
  doc?: string | undefined;
}

/**
 * What an indexed chunk has of the given words.
 * @param terms separated by spaces, one that stands twice counts twice
 */
export function wordsOf(
  terms: string,
  fields: FieldTexts = {},
): Pick<IndexedChunk, 'terms' | 'termValues' | 'termCount'> {
  const words = terms.split(' ').filter((word) => word !== '');
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const inFields = new Map<string, number>();
  const mark = (text: string | undefined, field: number): void => {
    for (const word of termsOf(text ?? '')) {
      inFields.set(word, (inFields.get(word) ?? 0) | field);
      if (!counts.has(word)) counts.set(word, 1);
    }
  };
  mark(fields.symbol, Field.name);
  mark(fields.container, Field.container);
  mark(fields.signature, Field.signature);
  mark(fields.doc, Field.doc);
  const values = [...counts].map(([word, times]) => termValue(times, inFields.get(word) ?? 0));
  return {
    terms: new TextEncoder().encode([...counts.keys()].join(' ')),
    termValues: Uint16Array.from(values),
    termCount: words.length,
  };
}

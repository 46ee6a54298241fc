import type { SearchHit } from '../../../../protocol/searchMessages';

/** A hit in lines 12 to 14 of a file; change what a test is about. */
export function sampleHit(given: Partial<SearchHit> = {}): SearchHit {
  return {
    uri: 'file:///w/src/a.ts',
    range: { start: { line: 11, character: 0 }, end: { line: 13, character: 1 } },
    score: 1,
    language: 'typescript',
    preview: '',
    reasons: ['similar in meaning'],
    matches: [],
    ...given,
  };
}

/** A match within one line, counted from 0. */
export function matchAt(line: number, start: number, end: number): SearchHit['range'] {
  return { start: { line, character: start }, end: { line, character: end } };
}

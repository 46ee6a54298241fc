import { chunkWords } from '../../../server/src/chunking/chunkWords';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import type { IndexedChunk, StoredChunk } from '../../../server/src/store/chunkStore';
import { wordsOf } from '../store/wordsOf';
import { storedChunk } from './storedChunk';

/**
 * What a test says of a chunk; its source is its symbol unless given, its words are those of the source and the place, or `terms`, where
 * one that stands twice counts twice. The words of the name, the enclosing names, the signature and the doc count as such.
 */
export type GivenChunk = Partial<Omit<IndexedChunk, 'terms'>> & {
  path: string;
  terms?: string;
  text?: string;
  signature?: string;
  doc?: string;
};

/** A chunk as the indexer makes it, with what a test does not care about filled in. */
export function indexedChunk({ text, signature, doc, terms, ...given }: GivenChunk): IndexedChunk {
  const chunk = storedChunk(given);
  return {
    ...chunk,
    fingerprint: null,
    vector: given.vector ?? null,
    ...(terms === undefined
      ? wordsOfText(chunk, { text, signature, doc })
      : wordsOf(terms, { symbol: chunk.symbol, container: chunk.container, signature, doc })),
  };
}

function wordsOfText(
  { path, symbol, container }: StoredChunk,
  { text = symbol, signature, doc }: Record<'text' | 'signature' | 'doc', string | undefined>,
): Pick<IndexedChunk, 'terms' | 'termValues' | 'termCount'> {
  const { terms, values, length } = chunkWords({
    path,
    symbol,
    enclosing: container === '' ? [] : container.split('.'),
    text,
    ...(signature !== undefined && { signature }),
    ...(doc !== undefined && { doc }),
    language: '',
    kind: 'function',
    startLine: 1,
    endLine: 1,
    nameLine: 1,
  });
  return { terms: new TextEncoder().encode(terms), termValues: values, termCount: length };
}

/** An index of some chunks; the length of vectors is that of the first one there is. */
export function indexOf(...given: GivenChunk[]): SearchIndex {
  const index = new SearchIndex(given.find(({ vector }) => vector)?.vector?.length ?? 1);
  index.add(given.map(indexedChunk));
  return index;
}

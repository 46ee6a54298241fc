import { chunkTerms } from '../../../server/src/chunking/searchTerms';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import type { IndexedChunk } from '../../../server/src/store/chunkStore';
import { storedChunk } from './storedChunk';

/** What a test says of a chunk; its source is its symbol unless given, its words are those of the source and the place. */
export type GivenChunk = Partial<IndexedChunk> & { path: string; text?: string };

/** A chunk as the indexer makes it, with what a test does not care about filled in. */
export function indexedChunk({ text, ...given }: GivenChunk): IndexedChunk {
  const chunk = storedChunk(given);
  const { path, container, symbol } = chunk;
  const enclosing = container === '' ? [] : container.split('.');
  return {
    ...chunk,
    terms: given.terms ?? chunkTerms({ path, enclosing, text: text ?? symbol }),
    vector: given.vector ?? null,
  };
}

/** An index of some chunks; the length of vectors is that of the first one there is. */
export function indexOf(...given: GivenChunk[]): SearchIndex {
  const index = new SearchIndex(given.find(({ vector }) => vector)?.vector?.length ?? 1);
  index.add(given.map(indexedChunk));
  return index;
}

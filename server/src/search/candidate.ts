import type { StoredChunk } from '../store/chunkStore';

/** A chunk that one of the retrievals found, with what is known of how. */
export interface Candidate {
  chunk: StoredChunk;
  /** Place among the nearest vectors, from 0. */
  vectorRank?: number;
  cosine?: number;
  /** Place in keyword search, from 0. */
  termRank?: number;
  /** The name of the query that this chunk defines. */
  defines?: string;
}

/** A candidate in its final place; higher scores are better. */
export interface RankedChunk extends Candidate {
  score: number;
}

import type { SearchChunk } from './index/searchIndex';

/** A chunk that was found, in its place. */
export interface RankedChunk {
  chunk: SearchChunk;
  /** Higher is better; comparable within one answer. */
  score: number;
  /** The name of the query that this chunk defines. */
  defines?: string;
  /** Whether its vector is among those nearest to the query. */
  similar: boolean;
  /** Undefined without vectors. */
  cosine?: number;
}

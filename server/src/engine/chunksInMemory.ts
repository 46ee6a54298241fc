/** What a chunk takes in memory for search and for duplicates, all included; measured with 112,000 chunks of 256 dimensions. */
const BYTES_PER_CHUNK = 2_000;

/** What runtime, model, threads and store take while they work on a small folder. */
const MEMORY_WITHOUT_INDEX_BYTES = 400_000_000;

/** Of the memory budget beyond that; the store needs more the more it holds, and the guard wants some left free. */
const INDEX_SHARE_OF_MEMORY = 0.5;

/** A folder of fewer chunks is always kept in memory. */
const MIN_CHUNKS_IN_MEMORY = 25_000;

/**
 * Chunks of one folder that are kept in memory for search; a larger folder is searched in its store.
 * @param limitMb what the whole server may take, in MB (10^6 bytes)
 */
export function chunksInMemory(limitMb: number): number {
  const bytes = (limitMb * 1e6 - MEMORY_WITHOUT_INDEX_BYTES) * INDEX_SHARE_OF_MEMORY;
  return Math.max(MIN_CHUNKS_IN_MEMORY, Math.floor(bytes / BYTES_PER_CHUNK));
}

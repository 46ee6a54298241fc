import type { StoredChunk } from '../../../server/src/store/chunkStore';

/** A stored chunk with what a test does not care about filled in. */
export function storedChunk(given: Partial<StoredChunk> & { path: string }): StoredChunk {
  const startLine = given.startLine ?? 1;
  return {
    language: 'typescript',
    kind: 'function',
    symbol: '',
    container: '',
    startLine,
    endLine: startLine + 5,
    nameLine: startLine,
    hash: `${given.path}-${startLine}`,
    ...given,
  };
}

import type { Batch } from '../../../server/src/indexing/batch';
import type { PreparedFile } from '../../../server/src/indexing/prepareFile';
import { chunkOf } from '../store/samples';

/** A file with so many chunks of ten lines each. */
export function chunked(path: string, chunks: number, sizeBytes = 10): PreparedFile {
  return {
    kind: 'chunked',
    state: { path, sizeBytes, mtimeMs: 1, contentHash: path },
    chunks: Array.from({ length: chunks }, (_, at) => ({ text: '', chunk: chunkOf(path, 1 + 10 * at) })),
  };
}

export function batchOf(prepared: PreparedFile[], failed: string[] = []): Batch {
  return { prepared, startedMs: performance.now(), prepareMs: 5, embedMs: 7, failed: new Set(failed) };
}

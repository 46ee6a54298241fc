import { throwIfAborted } from '../base/errors';
import type { FingerprintedChunk } from '../duplicates/codeUnit';
import type { ChunkStore, StoreChange } from '../store/chunkStore';

/** Where the fingerprints of a folder's chunks come from. */
export interface FingerprintSource {
  /**
   * Those of all indexed files, the chunks of one file in a row.
   * @param withVectors reads more than four times as much
   */
  readAll(withVectors: boolean, signal: AbortSignal): AsyncIterable<readonly FingerprintedChunk[]>;
  /** Those of the files that a change brings, with their vectors. */
  readChanged(change: StoreChange, signal: AbortSignal): Promise<readonly FingerprintedChunk[]>;
}

/** Fingerprints as the index keeps them. */
export class StoredFingerprints implements FingerprintSource {
  /** @param store of the folder; undefined while it is not open */
  constructor(private readonly store: () => ChunkStore | undefined) {}

  async *readAll(withVectors: boolean, signal: AbortSignal): AsyncGenerator<readonly FingerprintedChunk[]> {
    const store = this.store();
    for await (const chunks of (withVectors ? store?.readChunks() : store?.readFingerprints()) ?? []) {
      throwIfAborted(signal);
      yield chunks;
    }
  }

  readChanged({ chunks }: StoreChange): Promise<readonly FingerprintedChunk[]> {
    return Promise.resolve(chunks);
  }
}

/** The text without a byte-order mark, which is no part of what was chunked. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

import { join } from 'node:path';
import { isAborted, throwIfAborted } from '../base/errors';
import { fingerprintsOf } from '../chunking/tokens/fingerprintFile';
import { languageOf } from '../chunking/languages';
import type { FingerprintedChunk } from '../duplicates/codeUnit';
import type { ChunkSource } from '../indexing/prepareFile';
import type { StoreChange } from '../store/chunkStore';
import { readSource } from '../workspace/fileReader';

/** Where the fingerprints of a folder's chunks come from. */
export interface FingerprintSource {
  /** Those of all indexed files, the chunks of one file in a row. */
  readAll(signal: AbortSignal): AsyncIterable<readonly FingerprintedChunk[]>;
  /** Those of the files that a change brings. */
  readChanged(change: StoreChange, signal: AbortSignal): Promise<readonly FingerprintedChunk[]>;
}

export interface ChunkedFingerprintsOptions {
  /** Absolute path of the folder. */
  root: string;
  maxBytes: number;
  chunker: ChunkSource;
  /** Every indexed path. */
  paths: () => Iterable<string>;
}

/** Makes fingerprints from the files, by chunking them again: for an index that keeps none. */
export class ChunkedFingerprints implements FingerprintSource {
  constructor(private readonly options: ChunkedFingerprintsOptions) {}

  async *readAll(signal: AbortSignal): AsyncGenerator<readonly FingerprintedChunk[]> {
    for (const path of [...this.options.paths()]) {
      throwIfAborted(signal);
      yield await this.readFile(path, signal);
    }
  }

  async readChanged({ files }: StoreChange, signal: AbortSignal): Promise<readonly FingerprintedChunk[]> {
    const found: FingerprintedChunk[] = [];
    for (const { path, chunks } of files) {
      throwIfAborted(signal);
      if (chunks > 0) found.push(...(await this.readFile(path, signal)));
    }
    return found;
  }

  private async readFile(path: string, signal: AbortSignal): Promise<FingerprintedChunk[]> {
    const { root, maxBytes, chunker } = this.options;
    const content = await readSource(join(root, path), maxBytes);
    if ('skip' in content) return [];
    const source = { path, language: languageOf(path, content.text), text: withoutMark(content.text) };
    try {
      const { chunks } = await chunker.chunk(source, signal);
      const fingerprints = fingerprintsOf(source, chunks);
      return chunks.map(({ symbol = '', enclosing, ...chunk }, index) => ({
        ...chunk,
        symbol,
        container: enclosing.join('.'),
        fingerprint: fingerprints[index],
      }));
    } catch (error) {
      if (isAborted(error)) throw error;
      // A file that cannot be chunked has been told of by the indexer.
      return [];
    }
  }
}

/** The text without a byte-order mark, which is no part of what was chunked. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

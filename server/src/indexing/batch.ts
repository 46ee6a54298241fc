import type { BatchSample } from '../pacing/pace';
import { pathOf } from './changeOf';
import type { PreparedFile } from './prepareFile';

/** Some files on their way into the store, with when they set out and what they have cost. */
export interface Batch {
  prepared: readonly PreparedFile[];
  startedMs: number;
  prepareMs: number;
  embedMs: number;
  /** Paths that the model could not embed. */
  failed: ReadonlySet<string>;
}

/** How much was read and made of the files of a batch. */
export interface BatchSize {
  /** Files that were chunked. */
  chunked: number;
  chunks: number;
  bytes: number;
}

export function sizeOf({ prepared }: Pick<Batch, 'prepared'>): BatchSize {
  const size: BatchSize = { chunked: 0, chunks: 0, bytes: 0 };
  for (const file of prepared) {
    if (file.kind !== 'chunked') continue;
    size.chunked++;
    size.chunks += file.chunks.length;
    size.bytes += file.state.sizeBytes;
  }
  return size;
}

/** What a batch has cost, for the pace. */
export function sampleOf(batch: Batch, storeMs: number): BatchSample {
  const { prepared, startedMs, prepareMs, embedMs } = batch;
  const { chunks, bytes } = sizeOf(batch);
  return {
    files: prepared.length,
    chunks,
    bytes,
    wallMs: performance.now() - startedMs,
    // Files are read where they are parsed.
    readMs: 0,
    parseMs: prepareMs,
    embedMs,
    storeMs,
  };
}

/**
 * Chunks from which batches are stored: what the store keeps in memory grows with its commits and not with what is in them; 800 of 32 chunks
 * took 320 MB, 200 of 1,000 took none that could be seen.
 */
const STORE_FROM_CHUNKS = 1_000;

/** Batches that are done and wait to be stored together. A file stands in one of them at most. */
export class HeldBatches {
  private batches: Batch[] = [];
  private readonly paths = new Set<string>();
  private chunks = 0;

  get isEmpty(): boolean {
    return this.batches.length === 0;
  }

  /** Enough has come together. */
  get isFull(): boolean {
    return this.chunks >= STORE_FROM_CHUNKS;
  }

  /** Whether one of its files is held already: what was held has to be stored first. */
  meets(batch: Batch): boolean {
    return batch.prepared.some((file) => this.paths.has(pathOf(file)));
  }

  add(batch: Batch): void {
    this.batches.push(batch);
    this.chunks += sizeOf(batch).chunks;
    for (const file of batch.prepared) this.paths.add(pathOf(file));
  }

  /** All that is held, in one; it is held no longer. */
  take(): Pick<Batch, 'prepared' | 'failed'> {
    const taken = this.batches;
    this.batches = [];
    this.paths.clear();
    this.chunks = 0;
    return {
      prepared: taken.flatMap(({ prepared }) => prepared),
      failed: new Set(taken.flatMap(({ failed }) => [...failed])),
    };
  }
}

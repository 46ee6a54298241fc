import { throwIfAborted } from '../../../server/src/base/errors';
import type { BatchLimits, BatchSample, Pace } from '../../../server/src/pacing/pace';

/** A pace without rests whose batches have the bounds that a test gives them. */
export class FixedPace implements Pace {
  /** Batches so far. */
  readonly samples: BatchSample[] = [];
  /** How often a rest was to end. */
  hurries = 0;
  bounds: BatchLimits = { files: 256, chunks: 1_024, bytes: 16_000_000, concurrency: 8 };

  ready(_urgent: boolean, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    return Promise.resolve();
  }

  hurry(): void {
    this.hurries++;
  }

  limits(): BatchLimits {
    return this.bounds;
  }

  finished(sample: BatchSample): void {
    this.samples.push(sample);
  }
}

/** What one batch of the indexer cost. */
export interface BatchSample {
  files: number;
  chunks: number;
  bytes: number;
  wallMs: number;
  /** ms spent per stage */
  readMs: number;
  parseMs: number;
  embedMs: number;
  storeMs: number;
}

/** Bounds of the next batch. */
export interface BatchLimits {
  files: number;
  chunks: number;
  bytes: number;
  /** threads that read and parse at a time */
  concurrency: number;
}

/** What the indexing loop asks before, and tells after, each batch. */
export interface Pace {
  /**
   * Resolves when the next batch may begin (duty cycle, typing, battery, memory); at once for files the user has in
   * front of him (`urgent`), except when memory is exhausted.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal
   */
  ready(urgent: boolean, signal: AbortSignal): Promise<void>;
  limits(): BatchLimits;
  finished(sample: BatchSample): void;
  /** Ends a wait that is not urgent, since something urgent has been queued: the loop comes back for it at once. */
  hurry?(): void;
}

import type { Pace } from './pace';

/** Rows of one commit: enough that its fixed cost is small, and few enough that memory and other requests do not wait. */
const CHUNKS_PER_BATCH = 1_000;

const FILES_PER_BATCH = 256;
const BYTES_PER_BATCH = 16_000_000;

/** Holds nothing back. */
export const fullSpeed: Pace = {
  ready: () => Promise.resolve(),
  limits: () => ({
    files: FILES_PER_BATCH,
    chunks: CHUNKS_PER_BATCH,
    bytes: BYTES_PER_BATCH,
    concurrency: 8,
  }),
  finished: () => undefined,
};

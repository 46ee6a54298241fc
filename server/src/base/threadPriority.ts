import { platform, setPriority } from 'node:os';

/** Enough to come after what a person waits for; more would starve the work on a busy machine. */
const NICE_OF_WORKERS = 5;

/**
 * Lets the calling thread come after others. On Linux a priority belongs to a thread; elsewhere it belongs to the
 * process, whose main thread answers queries, so that nothing is done there. Never fails.
 */
export function yieldToOthers(): void {
  if (platform() !== 'linux') return;
  try {
    setPriority(NICE_OF_WORKERS);
  } catch {
    // A sandbox may forbid it; the work is done all the same.
  }
}

import { getPriority, platform, setPriority } from 'node:os';

/** Enough to come after what a person waits for; more would starve the work on a busy machine. */
const STEPS_DOWN = 5;

/** The lowest priority that there is. */
const LOWEST = 19;

/**
 * Lets the calling thread come after others. On Linux a priority belongs to a thread; elsewhere it belongs to the
 * process, whose main thread answers queries, so that nothing is done there. Never fails.
 */
export function yieldToOthers(): void {
  if (platform() !== 'linux') return;
  try {
    setPriority(Math.min(LOWEST, getPriority() + STEPS_DOWN));
  } catch {
    // A sandbox may forbid it; the work is done all the same.
  }
}

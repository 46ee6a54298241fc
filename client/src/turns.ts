import { setImmediate } from 'node:timers/promises';

/** After this much work a turn ends: with the longest single part, some five milliseconds, it stays below ten. */
const TURN_MS = 2;

/** Resolves in the next turn of the event loop, once all others that wait had theirs. */
export async function nextTurn(): Promise<void> {
  await setImmediate();
}

/**
 * Makes parts one after the other in as many turns of the event loop as it takes to hold up the extension host, which all
 * extensions share, for no longer than a moment; the first are made at once.
 * @param parts makes a part when it is asked for the next one
 * @param take called with each part in the turn in which it was made
 * @param signal ends it between two turns, without an error
 * @param nowMs the time, in milliseconds
 */
export async function inTurns<T>(
  parts: Iterable<T>,
  take: (part: T) => void,
  signal?: AbortSignal,
  nowMs: () => number = () => performance.now(),
): Promise<void> {
  let sinceMs = nowMs();
  for (const part of parts) {
    take(part);
    if (nowMs() - sinceMs < TURN_MS) continue;
    await nextTurn();
    if (signal?.aborted === true) return;
    sinceMs = nowMs();
  }
}

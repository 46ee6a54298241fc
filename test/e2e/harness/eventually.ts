import { setTimeout as delay } from 'node:timers/promises';

/** Long enough for a loaded machine with two cores; a passing wait ends as soon as it is true. */
export const PATIENCE_MS = 60_000;

/**
 * Waits until `read` gives a value that `accept` takes.
 * @returns that value
 * @throws Error with the last value read when it does not come in time.
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > end)
      throw new Error(`${what}: not within ${timeoutMs} ms; last seen: ${JSON.stringify(value)}`);
    await delay(50);
  }
}

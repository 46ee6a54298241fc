/** Milliseconds from any fixed moment. */
export type Clock = () => number;

/**
 * A clock that never goes back: while the one underneath does, time stands still, and goes on from there. Waits and
 * windows measured with it can be late and never wrong.
 */
export function steadyClock(clock: Clock = () => performance.now()): Clock {
  let last = clock();
  let elapsed = 0;
  return () => {
    const now = clock();
    elapsed += Math.max(0, now - last);
    last = now;
    return elapsed;
  };
}

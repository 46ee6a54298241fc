import type { ScratchFolder } from '../unit/scratchFolder';

/**
 * Writes a script that, run before a server's own, shortens its timers of some lengths, so that a test need not wait
 * for minutes until something is given up.
 * @param lengths in ms: how long a timer takes, by how long it was asked to
 * @returns the options of the runtime that run it
 */
export function shortenTimers(scratch: ScratchFolder, lengths: Readonly<Record<number, number>>): string[] {
  const script = scratch.write(
    'shortenedTimers.cjs',
    `const lengths = new Map(${JSON.stringify(Object.entries(lengths))});
     const { setTimeout } = globalThis;
     globalThis.setTimeout = Object.assign(
       (act, ms, ...given) => setTimeout(act, lengths.get(String(ms)) ?? ms, ...given),
       setTimeout,
     );`,
  );
  return ['--require', script];
}

/** How long code of one extension held up the extension host, told from a sampling profile. */
import type { Profiler } from 'node:inspector/promises';
import type { Turn } from './turnWatch';

/** How often the profiler looks at what runs: a twentieth of what is looked for. */
export const SAMPLE_EVERY_US = 500;

/** A time without a break, and what ran in it. */
export interface LongestRun {
  /** Without the time in which other threads and processes had the processor. */
  ms: number;
  /** The longest with that time, which need not be the same. */
  withWaitsMs: number;
  /**
   * The most that the thread worked in one: no more than it had a processor in that turn. What is missing, the thread slept, as it does until a
   * page is read from disk, or until other threads, which have no processor, are through with their part of a collection of garbage.
   */
  workedMs: number;
  /** Function of the extension that was sampled most in it, with its line; empty without any. */
  where: string;
}

/** One look of the profiler. */
interface Sample {
  /** The innermost function of the extension that ran, or that was waited for by what ran. */
  frame: string | undefined;
  /** Nothing ran. */
  isIdle: boolean;
  /** Until the next look. Where that comes late no longer than until the turn was over: the profiler has a thread of its own, which also waits for a processor. */
  us: number;
  /** Place in the list of turns. */
  turn: number;
}

/**
 * The longest time without a break in which code of the extension ran, or was waited for by such code. The host's own
 * work does not count, which a delay of the event loop could not tell apart, and the end of a turn of the event loop is a
 * break: what waits comes in then. While others have the processor the profiler cannot look, so that such a time is a gap
 * between two samples; of the gaps of a turn no more is taken out than the thread waited in that turn and than is not
 * explained by gaps outside of the extension's code.
 * @param profile with samples and the microseconds between them
 * @param folder part of the address of every file of the extension
 * @param turns the turns of the event loop; what was waited for in the last is not known
 */
export function longestRun(
  profile: Profiler.Profile,
  folder: string,
  turns: readonly Turn[] = [],
): LongestRun {
  const samples = samplesOf(profile, folder, turns);
  const waits = waitsInOwnCode(samples, turns);
  const longest: LongestRun = { ms: 0, withWaitsMs: 0, workedMs: 0, where: '' };
  let run: Sample[] = [];
  for (const sample of samples) {
    const { turn, frame } = sample;
    if (turn !== run[0]?.turn || frame === undefined) {
      // A gap is taken out once.
      const before = run[0]?.turn;
      if (before !== undefined) waits.set(before, (waits.get(before) ?? 0) - waitedIn(run, waits));
      run = [];
    }
    if (frame === undefined) continue;
    run.push(sample);
    const us = run.reduce((sum, each) => sum + each.us, 0);
    longest.withWaitsMs = Math.max(longest.withWaitsMs, us / 1000);
    const ms = (us - waitedIn(run, waits)) / 1000;
    longest.workedMs = Math.max(longest.workedMs, Math.min(ms, ranIn(turn, turns) / 1000));
    if (ms > longest.ms) Object.assign(longest, { ms, where: mostSeen(run) });
  }
  return longest;
}

function samplesOf(
  { nodes, samples = [], timeDeltas = [], startTime }: Profiler.Profile,
  folder: string,
  turns: readonly Turn[],
): Sample[] {
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const ownFrame = (id: number): string | undefined => {
    for (let at: number | undefined = id; at !== undefined; at = parentOf.get(at)) {
      const frame = nodeOf.get(at)?.callFrame;
      if (frame?.url.includes(folder) === true)
        return `${frame.functionName || '(anonymous)'} ${frame.url.slice(frame.url.lastIndexOf('/') + 1)}:${frame.lineNumber + 1}`;
    }
    return undefined;
  };
  let at = startTime;
  let turn = -1;
  return samples.map((id, index) => {
    at += timeDeltas[index] ?? 0;
    while ((turns[turn + 1]?.beginUs ?? Infinity) <= at) turn++;
    const us = timeDeltas[index + 1] ?? 0;
    const endUs = turns[turn + 1]?.beginUs ?? Infinity;
    const isIdle = nodeOf.get(id)?.callFrame.functionName === '(idle)';
    return { frame: ownFrame(id), isIdle, us: gapOf(us) > 0 ? Math.min(us, endUs - at) : us, turn };
  });
}

/** By turn, how long the thread at least waited for a processor while code of the extension ran, in microseconds. */
function waitsInOwnCode(samples: readonly Sample[], turns: readonly Turn[]): Map<number, number> {
  const waits = new Map<number, number>();
  turns.forEach(({ waitedUs }, turn) => waits.set(turn, (turns[turn + 1]?.waitedUs ?? waitedUs) - waitedUs));
  samples.forEach(({ frame, isIdle, us, turn }, index) => {
    // Who is idle does not wait, except once there is something to do again.
    if (frame !== undefined || (isIdle && samples[index + 1]?.isIdle === true)) return;
    waits.set(turn, Math.max(0, (waits.get(turn) ?? 0) - gapOf(us)));
  });
  return waits;
}

/** Microseconds of a processor that the thread had in a turn; without a bound where the system does not tell. */
function ranIn(turn: number, turns: readonly Turn[]): number {
  const [begin, end] = [turns[turn], turns[turn + 1]];
  return begin === undefined || end === undefined || end.ranUs === 0 ? Infinity : end.ranUs - begin.ranUs;
}

function waitedIn(run: readonly Sample[], waits: ReadonlyMap<number, number>): number {
  const gapsUs = run.reduce((sum, { us }) => sum + gapOf(us), 0);
  return Math.min(gapsUs, waits.get(run[0]?.turn ?? -1) ?? 0);
}

/** What is longer between two samples than it should be; they never come to the microsecond. */
function gapOf(us: number): number {
  return us < 2 * SAMPLE_EVERY_US ? 0 : us - SAMPLE_EVERY_US;
}

function mostSeen(run: readonly Sample[]): string {
  const seen = new Map<string, number>();
  for (const { frame = '' } of run) seen.set(frame, (seen.get(frame) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

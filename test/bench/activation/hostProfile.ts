/** How long code of one extension held up the extension host, told from a sampling profile. */
import type { Profiler } from 'node:inspector/promises';

/** A time without a break, and what ran in it. */
export interface LongestRun {
  ms: number;
  /** Function of the extension that was sampled most in it, with its line; empty without any. */
  where: string;
}

/**
 * The longest time without a break in which code of the extension ran, or was waited for by such code. The host's own
 * work does not count, which a delay of the event loop could not tell apart, and the end of a turn of the event loop is a
 * break: what waits comes in then.
 * @param profile with samples and the microseconds between them
 * @param folder part of the address of every file of the extension
 * @param turns when turns of the event loop began, in microseconds of the profile's clock and in their order
 */
export function longestRun(
  profile: Profiler.Profile,
  folder: string,
  turns: readonly number[] = [],
): LongestRun {
  const { nodes, samples = [], timeDeltas = [], startTime } = profile;
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const ownFrame = (id: number | undefined): string | undefined => {
    for (let at = id; at !== undefined; at = parentOf.get(at)) {
      const frame = nodeOf.get(at)?.callFrame;
      if (frame?.url.includes(folder) === true)
        return `${frame.functionName || '(anonymous)'} ${frame.url.slice(frame.url.lastIndexOf('/') + 1)}:${frame.lineNumber + 1}`;
    }
    return undefined;
  };
  let longest: LongestRun = { ms: 0, where: '' };
  let us = 0;
  let seen = new Map<string, number>();
  let at = startTime;
  let turn = 0;
  samples.forEach((id, index) => {
    at += timeDeltas[index] ?? 0;
    let isNewTurn = false;
    for (; (turns[turn] ?? Infinity) <= at; turn++) isNewTurn = true;
    const frame = ownFrame(id);
    if (frame === undefined || isNewTurn) {
      us = 0;
      seen = new Map();
    }
    if (frame === undefined) return;
    us += timeDeltas[index + 1] ?? 0;
    seen.set(frame, (seen.get(frame) ?? 0) + 1);
    if (us / 1000 > longest.ms) longest = { ms: us / 1000, where: mostSeen(seen) };
  });
  return longest;
}

function mostSeen(seen: ReadonlyMap<string, number>): string {
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

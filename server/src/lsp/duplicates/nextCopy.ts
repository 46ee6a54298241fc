import type { PlacedCopy, PlacedGroup } from './placeCopies';

/** A copy and the group that it is of. */
export interface CopyOfGroup {
  placed: PlacedGroup;
  copy: PlacedCopy;
}

/**
 * The next copy after a line, in the order of URIs and lines; after the last comes the first. Undefined when there is
 * none. Several copies on one line are one stop: the dearest, which comes first.
 */
export function nextCopy(
  groups: readonly PlacedGroup[],
  from: { uri: string; line: number },
  backwards: boolean,
): CopyOfGroup | undefined {
  let next: CopyOfGroup | undefined;
  let outermost: CopyOfGroup | undefined;
  const sign = backwards ? -1 : 1;
  for (const placed of groups)
    for (const copy of placed.copies) {
      const candidate = { placed, copy };
      if (sign * compare(placeOf(copy), from) > 0) next = nearer(next, candidate, sign);
      outermost = nearer(outermost, candidate, sign);
    }
  return next ?? outermost;
}

/** Whichever comes first in the direction; the one that was there when they are at the same place. */
function nearer(a: CopyOfGroup | undefined, b: CopyOfGroup, sign: number): CopyOfGroup {
  return a === undefined || sign * compare(placeOf(b.copy), placeOf(a.copy)) < 0 ? b : a;
}

interface Place {
  uri: string;
  line: number;
}

function placeOf({ uri, nameRange }: PlacedCopy): Place {
  return { uri, line: nameRange.start.line };
}

function compare(a: Place, b: Place): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.line - b.line;
}

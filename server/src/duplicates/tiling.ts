/**
 * Pairs the tokens of two pieces of code: long equal runs first, wherever they stand, so that statements may have moved; then
 * what is equal in the gaps between runs that follow each other on both sides. After "greedy string tiling" (Wise, 1993).
 */
import { runHash } from '../chunking/tokens/sketch';

/** Tokens of the shortest run that says something by itself: shorter ones are found in any code. */
const LEAST_RUN = 6;

/** Places of one run that are tried in the other piece; more are repetitive data. */
const MAX_PLACES = 48;

/** Comparisons for one pair: some milliseconds. Only repetitive code of thousands of lines needs more and gets a lower similarity. */
const MAX_STEPS = 2_000_000;

/** Largest gap, in tokens of the one times tokens of the other, that is aligned token by token. */
const MAX_GAP_AREA = 4_096;

/** An equal run: first token in either piece and number of tokens. */
interface Run {
  a: number;
  b: number;
  length: number;
}

/** By token of `a`: the token of `b` that it is paired with, or -1. */
export function pairTokens(a: Uint32Array, b: Uint32Array): Int32Array {
  const toB = new Int32Array(a.length).fill(-1);
  const toA = new Int32Array(b.length).fill(-1);
  let head = 0;
  const shorter = Math.min(a.length, b.length);
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const pair = (i: number, j: number, length: number): void => {
    for (let k = 0; k < length; k++) {
      toB[i + k] = j + k;
      toA[j + k] = i + k;
    }
  };
  pair(0, 0, head);
  pair(a.length - tail, b.length - tail, tail);
  for (const run of commonRuns(a, b, head, tail)) pairFree(run, toB, toA);
  fillGaps(a, b, toB, toA);
  return toB;
}

/** Runs of equal tokens between the head and the tail, the longest first. */
function commonRuns(a: Uint32Array, b: Uint32Array, head: number, tail: number): Run[] {
  const aEnd = a.length - tail;
  const bEnd = b.length - tail;
  if (aEnd - head < LEAST_RUN || bEnd - head < LEAST_RUN) return [];
  const places = new Places(b, head, bEnd);
  const runs: Run[] = [];
  let steps = 0;
  for (let i = head; i + LEAST_RUN <= aEnd && steps < MAX_STEPS; i++) {
    let tried = 0;
    for (
      let j = places.first(runHash(a, i, LEAST_RUN));
      j >= 0 && tried < MAX_PLACES;
      j = places.next(j), tried++
    ) {
      if (i > head && j > head && a[i - 1] === b[j - 1]) continue;
      let length = 0;
      while (i + length < aEnd && j + length < bEnd && a[i + length] === b[j + length]) length++;
      steps += length + 1;
      if (length >= LEAST_RUN) runs.push({ a: i, b: j, length });
    }
  }
  const shift = (run: Run): number => Math.abs(run.a / a.length - run.b / b.length);
  return runs.sort((x, y) => y.length - x.length || shift(x) - shift(y));
}

/** Where runs of the least length begin in a piece. */
class Places {
  private readonly heads: Int32Array;
  private readonly followers: Int32Array;
  private readonly mask: number;

  constructor(form: Uint32Array, from: number, to: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * (to - from))));
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(-1);
    this.followers = new Int32Array(form.length).fill(-1);
    // From the end, so that a chain leads from the first place to the last.
    for (let at = to - LEAST_RUN; at >= from; at--) {
      const bucket = runHash(form, at, LEAST_RUN) & this.mask;
      this.followers[at] = this.heads[bucket] as number;
      this.heads[bucket] = at;
    }
  }

  first(hash: number): number {
    return this.heads[hash & this.mask] as number;
  }

  next(at: number): number {
    return this.followers[at] as number;
  }
}

/** Pairs the parts of a run that no longer run has taken, where they are long enough. */
function pairFree({ a, b, length }: Run, toB: Int32Array, toA: Int32Array): void {
  let start = 0;
  for (let k = 0; k <= length; k++) {
    if (k < length && toB[a + k] === -1 && toA[b + k] === -1) continue;
    if (k - start >= LEAST_RUN)
      for (let i = start; i < k; i++) {
        toB[a + i] = b + i;
        toA[b + i] = a + i;
      }
    start = k + 1;
  }
}

/** Aligns what is left between paired tokens that follow each other on both sides. */
function fillGaps(a: Uint32Array, b: Uint32Array, toB: Int32Array, toA: Int32Array): void {
  let lastA = -1;
  let lastB = -1;
  for (let i = 0; i <= a.length; i++) {
    const j = i === a.length ? b.length : (toB[i] as number);
    if (j === -1) continue;
    const isGap = i > lastA + 1 && j > lastB + 1 && isFree(toA, lastB + 1, j);
    if (isGap && (i - lastA) * (j - lastB) <= MAX_GAP_AREA)
      alignGap(a.subarray(lastA + 1, i), b.subarray(lastB + 1, j), (x, y) => {
        toB[lastA + 1 + x] = lastB + 1 + y;
        toA[lastB + 1 + y] = lastA + 1 + x;
      });
    lastA = i;
    lastB = j;
  }
}

function isFree(toA: Int32Array, from: number, to: number): boolean {
  for (let j = from; j < to; j++) if (toA[j] !== -1) return false;
  return true;
}

/** Longest common subsequence, by the table. */
function alignGap(a: Uint32Array, b: Uint32Array, pair: (i: number, j: number) => void): void {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const below = table[(i + 1) * width + j] as number;
      const right = table[i * width + j + 1] as number;
      table[i * width + j] =
        a[i] === b[j] ? (table[(i + 1) * width + j + 1] as number) + 1 : Math.max(below, right);
    }
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pair(i++, j++);
    else if ((table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number)) i++;
    else j++;
  }
}

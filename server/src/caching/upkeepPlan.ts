import { type CacheLimits, type EvictionPolicy, isExpired } from './cacheStore';

/** What the choice of segments to give up is made from. */
export interface SegmentState {
  name: string;
  bytes: number;
  entries: number;
  /** Sum of its entries' uses. */
  uses: number;
  lastUsedMs: number;
  newestStoredAtMs: number;
  /** False while it may still be written, by whomever: it is counted and left alone. */
  isRemovable: boolean;
}

export interface UpkeepPlan {
  /** All of their entries are too old. */
  expired: string[];
  /** They make room; what is used of them may be kept. */
  evicted: string[];
  /** Small files whose entries go into one. */
  merged: string[];
}

/** Once there is too much, this share of the limit is what is left: otherwise every round would have something to do. */
const LEFT_SHARE = 0.9;

/** So many small files are worth a merge; each start of a process leaves one. */
const MERGED_FROM = 8;

/** A segment is small below this share of the size at which one is closed. */
const SMALL_SHARE = 0.25;

/** Chooses what to do with the segments of a folder: the oldest or least used ones make room. */
export function planUpkeep(
  all: readonly SegmentState[],
  limits: CacheLimits,
  policy: EvictionPolicy,
  { nowMs, segmentBytes }: { nowMs: number; segmentBytes: number },
): UpkeepPlan {
  const isOld = (segment: SegmentState): boolean =>
    segment.isRemovable && isExpired(segment.newestStoredAtMs, nowMs, limits.ageMs);
  const expired = all.filter(isOld);
  const rest = all.filter((segment) => !isOld(segment));
  const order = policy === 'lru' ? byLastUse : byUses;
  const removable = rest.filter(({ isRemovable }) => isRemovable).sort(order);
  const evicted = tooMany(rest, removable, limits);
  const small = removable.filter(
    (segment) => !evicted.includes(segment) && segment.bytes < SMALL_SHARE * segmentBytes,
  );
  return {
    expired: expired.map(({ name }) => name),
    evicted: evicted.map(({ name }) => name),
    merged: small.length < MERGED_FROM ? [] : small.map(({ name }) => name),
  };
}

function tooMany(
  rest: readonly SegmentState[],
  removable: readonly SegmentState[],
  limits: CacheLimits,
): SegmentState[] {
  let bytes = rest.reduce((sum, segment) => sum + segment.bytes, 0);
  let entries = rest.reduce((sum, segment) => sum + segment.entries, 0);
  if (bytes <= limits.bytes && entries <= limits.entries) return [];
  const evicted: SegmentState[] = [];
  for (const segment of removable) {
    if (bytes <= LEFT_SHARE * limits.bytes && entries <= LEFT_SHARE * limits.entries) break;
    bytes -= segment.bytes;
    entries -= segment.entries;
    evicted.push(segment);
  }
  return evicted;
}

function byLastUse(a: SegmentState, b: SegmentState): number {
  return a.lastUsedMs - b.lastUsedMs || (a.name < b.name ? -1 : 1);
}

function byUses(a: SegmentState, b: SegmentState): number {
  return a.uses / Math.max(1, a.entries) - b.uses / Math.max(1, b.entries) || byLastUse(a, b);
}

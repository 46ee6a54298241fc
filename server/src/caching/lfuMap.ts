import type { EvictionMap } from './evictionMap';

interface Entry<Value> {
  value: Value;
  bytes: number;
  uses: number;
}

/** More uses than this tell no more; it also bounds the search for the least used. */
const MAX_USES = 127;

/** After so many uses for each entry all counts are halved, so that what was popular once can be given up. */
const USES_UNTIL_HALVED = 16;

/**
 * A map that gives up the least often used entries, among those the one not used for longest. Every operation takes
 * constant time, but for the halving of all counts after many uses.
 */
export class LfuMap<Value> implements EvictionMap<Value> {
  private readonly map = new Map<string, Entry<Value>>();
  /** Keys by number of uses, each in the order of their last use. */
  private readonly ranks = Array.from({ length: MAX_USES + 1 }, () => new Set<string>());
  private total = 0;
  private usesSinceHalved = 0;

  constructor(
    private readonly maxEntries: number,
    private readonly maxBytes: number,
    private readonly onEvict: () => void,
  ) {}

  get entries(): number {
    return this.map.size;
  }

  get bytes(): number {
    return this.total;
  }

  get(key: string): Value | undefined {
    const entry = this.map.get(key);
    if (entry === undefined) return undefined;
    this.move(key, entry, Math.min(MAX_USES, entry.uses + 1));
    if (++this.usesSinceHalved > USES_UNTIL_HALVED * this.map.size) this.halve();
    return entry.value;
  }

  set(key: string, value: Value, bytes: number): void {
    const uses = this.map.get(key)?.uses ?? 1;
    this.delete(key);
    if (bytes > this.maxBytes) return;
    while (this.map.size >= this.maxEntries || this.total + bytes > this.maxBytes) this.evict();
    this.map.set(key, { value, bytes, uses });
    this.rank(uses).add(key);
    this.total += bytes;
  }

  delete(key: string): void {
    const entry = this.map.get(key);
    if (entry === undefined) return;
    this.map.delete(key);
    this.rank(entry.uses).delete(key);
    this.total -= entry.bytes;
  }

  clear(): void {
    this.map.clear();
    for (const rank of this.ranks) rank.clear();
    this.total = 0;
  }

  *list(): Generator<[string, Value]> {
    for (const [key, { value }] of this.map) yield [key, value];
  }

  private evict(): void {
    for (const rank of this.ranks)
      for (const key of rank) {
        this.delete(key);
        this.onEvict();
        return;
      }
  }

  private halve(): void {
    this.usesSinceHalved = 0;
    for (const [uses, rank] of this.ranks.entries())
      if (uses > 1)
        for (const key of [...rank]) {
          const entry = this.map.get(key);
          if (entry !== undefined) this.move(key, entry, uses >> 1);
        }
  }

  private move(key: string, entry: Entry<Value>, uses: number): void {
    this.rank(entry.uses).delete(key);
    entry.uses = uses;
    this.rank(uses).add(key);
  }

  private rank(uses: number): Set<string> {
    return this.ranks[uses] as Set<string>;
  }
}

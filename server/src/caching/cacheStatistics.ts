/** How long a lookup takes, in milliseconds a key; zeros before the first one. */
export interface AccessTime {
  mean: number;
  p50: number;
  p95: number;
  p99: number;
}

/** What one store of a cache holds and has done since it was made. */
export interface StoreStatistics {
  kind: 'memory' | 'disk';
  entries: number;
  /** What the entries take, overhead counted. */
  bytes: number;
  /** Keys that were found in this store. */
  hits: number;
  /** Entries that were removed to make room. */
  evictions: number;
  /** Entries that were removed because of their age. */
  expired: number;
  /** Entries that did not pass their check, and were dropped. */
  damaged: number;
  /** True where nothing is written any more, because the disk is full or cannot be written. */
  isReadOnly: boolean;
}

/** What a cache has done since it was made: plain numbers, to be shown. */
export interface CacheStatistics {
  hits: number;
  misses: number;
  /** Hits by lookups, from 0 to 1; 0 before the first lookup. */
  hitRatio: number;
  /** Of all stores; what leaves memory and stays on disk counts too. */
  evictions: number;
  accessMs: AccessTime;
  /** Mean time that making one value took, as measured by who made them. */
  missCostMs: number;
  /** Time that the hits have saved: what they would have cost to make. */
  savedMs: number;
  /** From the first that is asked to the last. */
  stores: StoreStatistics[];
}

/** Lookups whose time is remembered: enough for a 99th percentile, and 8 kB. */
const WINDOW_LOOKUPS = 1_024;

/** Counts the lookups of one cache. */
export class CacheMeter {
  private hits = 0;
  private misses = 0;
  private made = 0;
  private makingMs = 0;
  private lookups = 0;
  private readonly window = new Float64Array(WINDOW_LOOKUPS);

  /**
   * Notes one lookup of one or more keys.
   * @param wallMs what it took altogether
   */
  lookedUp(hits: number, misses: number, wallMs: number): void {
    this.hits += hits;
    this.misses += misses;
    if (hits + misses === 0) return;
    this.window[this.lookups++ % WINDOW_LOOKUPS] = wallMs / (hits + misses);
  }

  /** Notes what making values took that were not found. */
  madeAnew(values: number, costMs: number): void {
    this.made += values;
    this.makingMs += costMs;
  }

  statistics(stores: StoreStatistics[]): CacheStatistics {
    const { hits, misses } = this;
    const missCostMs = this.makingMs / Math.max(1, this.made);
    return {
      hits,
      misses,
      hitRatio: hits / Math.max(1, hits + misses),
      evictions: stores.reduce((sum, { evictions }) => sum + evictions, 0),
      accessMs: this.accessTime(),
      missCostMs,
      savedMs: hits * missCostMs,
      stores,
    };
  }

  private accessTime(): AccessTime {
    const count = Math.min(this.lookups, WINDOW_LOOKUPS);
    if (count === 0) return { mean: 0, p50: 0, p95: 0, p99: 0 };
    const sorted = this.window.slice(0, count).sort();
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? 0;
    return {
      mean: sorted.reduce((sum, value) => sum + value, 0) / count,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
    };
  }
}

/** The statistics of a cache that is turned off. */
export function noStatistics(): CacheStatistics {
  return new CacheMeter().statistics([]);
}

import type { StoreStatistics } from './cacheStatistics';

/** Which entries make room for others: those not used for longest, or those used least often. */
export type EvictionPolicy = 'lru' | 'lfu';

/** The most that a store holds. Each store says how it counts the bytes of an entry. */
export interface CacheLimits {
  entries: number;
  bytes: number;
  /** Entries older than this are not answered. */
  ageMs: number;
}

/**
 * A place where values are kept by a key that names their content, so that an entry is never wrong, only missing.
 * Nothing is promised to be kept. No method throws because of what is stored.
 */
export interface CacheStore<Value> {
  /** From the first that is asked to the last; a store that stands alone answers itself. */
  readonly statistics: StoreStatistics[];
  /** The values of those keys that are known. */
  getMany(keys: readonly string[]): Promise<Map<string, Value>>;
  /** Counts keys as used that a store before this one has answered. */
  noteUses(keys: Iterable<string>): void;
  /** Takes entries in at once; what has to be written is written later. */
  setMany(entries: ReadonlyMap<string, Value>): void;
  /** Drops what is too old or too much. */
  upkeep(signal: AbortSignal): Promise<void>;
  /** Gives back all memory that values take; those that are kept nowhere else are lost. */
  releaseMemory(): Promise<void>;
  /** Drops everything, as far as no other process writes it. */
  clear(): Promise<void>;
  /** Resolves when all that was taken in is where it will stay. */
  flush(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Whether an entry is past its time. One from the future, after the clock was set back, is fresh: it has been kept for
 * no time that is known.
 */
export function isExpired(storedAtMs: number, nowMs: number, ageMs: number): boolean {
  return nowMs - storedAtMs > ageMs;
}

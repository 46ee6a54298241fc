import type { StoreStatistics } from './cacheStatistics';
import { type CacheLimits, type CacheStore, type EvictionPolicy, isExpired } from './cacheStore';
import { type EvictionMap, evictionMap } from './evictionMap';

export interface MemoryCacheOptions<Value> {
  limits: CacheLimits;
  policy: EvictionPolicy;
  /** What a value takes, in bytes. */
  bytesOf: (value: Value) => number;
  /** Milliseconds of the wall clock. */
  now?: () => number;
}

interface Held<Value> {
  value: Value;
  storedAtMs: number;
}

/** What an entry takes besides its key and its value: the objects that hold it, measured with Node.js 20. */
const ENTRY_OVERHEAD_BYTES = 250;

/** Keeps values in memory, as they are: who takes one out must not change it. */
export class MemoryCacheStore<Value> implements CacheStore<Value> {
  private readonly map: EvictionMap<Held<Value>>;
  private readonly now: () => number;
  private hits = 0;
  private evictions = 0;
  private expired = 0;

  constructor(private readonly options: MemoryCacheOptions<Value>) {
    const { limits, policy, now = Date.now } = options;
    this.map = evictionMap(policy, limits.entries, limits.bytes, () => this.evictions++);
    this.now = now;
  }

  get statistics(): StoreStatistics[] {
    const { hits, evictions, expired } = this;
    const { entries, bytes } = this.map;
    return [{ kind: 'memory', entries, bytes, hits, evictions, expired, damaged: 0, isReadOnly: false }];
  }

  getMany(keys: readonly string[]): Promise<Map<string, Value>> {
    const found = new Map<string, Value>();
    const now = this.now();
    for (const key of keys) {
      const held = this.map.get(key);
      if (held === undefined) continue;
      if (this.isTooOld(held, now)) this.drop(key);
      else found.set(key, held.value);
    }
    this.hits += found.size;
    return Promise.resolve(found);
  }

  noteUses(keys: Iterable<string>): void {
    for (const key of keys) this.map.get(key);
  }

  setMany(entries: ReadonlyMap<string, Value>): void {
    const storedAtMs = this.now();
    for (const [key, value] of entries)
      this.map.set(
        key,
        { value, storedAtMs },
        key.length + this.options.bytesOf(value) + ENTRY_OVERHEAD_BYTES,
      );
  }

  /** Drops entries that are known to be of no use any more. */
  deleteWhere(isUseless: (key: string) => boolean): void {
    for (const [key] of [...this.map.list()]) if (isUseless(key)) this.map.delete(key);
  }

  upkeep(): Promise<void> {
    const now = this.now();
    for (const [key, held] of [...this.map.list()]) if (this.isTooOld(held, now)) this.drop(key);
    return Promise.resolve();
  }

  /** Where this store stands alone, what it held is made again when it is asked for. */
  releaseMemory(): Promise<void> {
    return this.clear();
  }

  clear(): Promise<void> {
    this.map.clear();
    return Promise.resolve();
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.clear();
  }

  private isTooOld({ storedAtMs }: Held<Value>, now: number): boolean {
    return isExpired(storedAtMs, now, this.options.limits.ageMs);
  }

  private drop(key: string): void {
    this.map.delete(key);
    this.expired++;
  }
}

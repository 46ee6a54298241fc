import type { StoreStatistics } from './cacheStatistics';
import type { CacheStore } from './cacheStore';

/** A fast store in front of a large one: what only the large one has is taken into the fast one. */
export class TieredCacheStore<Value> implements CacheStore<Value> {
  constructor(
    private readonly front: CacheStore<Value>,
    private readonly back: CacheStore<Value>,
  ) {}

  get statistics(): StoreStatistics[] {
    return [...this.front.statistics, ...this.back.statistics];
  }

  async getMany(keys: readonly string[]): Promise<Map<string, Value>> {
    const found = await this.front.getMany(keys);
    // What is always found in front is the last that should be given up behind it.
    this.back.noteUses(found.keys());
    const missing = found.size === 0 ? keys : keys.filter((key) => !found.has(key));
    if (missing.length === 0) return found;
    const further = await this.back.getMany(missing);
    this.front.setMany(further);
    for (const [key, value] of further) found.set(key, value);
    return found;
  }

  noteUses(keys: Iterable<string>): void {
    const all = [...keys];
    this.front.noteUses(all);
    this.back.noteUses(all);
  }

  setMany(entries: ReadonlyMap<string, Value>): void {
    this.front.setMany(entries);
    this.back.setMany(entries);
  }

  async upkeep(signal: AbortSignal): Promise<void> {
    await this.front.upkeep(signal);
    await this.back.upkeep(signal);
  }

  /** The large store has it all. */
  async releaseMemory(): Promise<void> {
    await this.front.clear();
    await this.back.releaseMemory();
  }

  async clear(): Promise<void> {
    await Promise.all([this.front.clear(), this.back.clear()]);
  }

  async flush(): Promise<void> {
    await Promise.all([this.front.flush(), this.back.flush()]);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.front.dispose(), this.back.dispose()]);
  }
}

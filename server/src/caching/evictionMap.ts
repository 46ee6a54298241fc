import { LRUCache } from 'lru-cache';
import type { EvictionPolicy } from './cacheStore';
import { LfuMap } from './lfuMap';

/** A map that makes room for new entries by giving up others. */
export interface EvictionMap<Value> {
  readonly entries: number;
  readonly bytes: number;
  /** The value, whose use is noted. */
  get(key: string): Value | undefined;
  /** @param bytes what the entry counts for, a whole number above 0; one that is larger than the whole map is not kept */
  set(key: string, value: Value, bytes: number): void;
  delete(key: string): void;
  clear(): void;
  /** All entries; their use is not noted. */
  list(): Iterable<[key: string, value: Value]>;
}

/** @param onEvict told of each entry that made room for another */
export function evictionMap<Value extends object>(
  policy: EvictionPolicy,
  maxEntries: number,
  maxBytes: number,
  onEvict: () => void,
): EvictionMap<Value> {
  return policy === 'lru'
    ? new LruMap<Value>(maxEntries, maxBytes, onEvict)
    : new LfuMap<Value>(maxEntries, maxBytes, onEvict);
}

class LruMap<Value extends object> implements EvictionMap<Value> {
  private readonly map: LRUCache<string, Value>;

  constructor(maxEntries: number, maxBytes: number, onEvict: () => void) {
    this.map = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') onEvict();
      },
    });
  }

  get entries(): number {
    return this.map.size;
  }

  get bytes(): number {
    return this.map.calculatedSize;
  }

  get(key: string): Value | undefined {
    return this.map.get(key);
  }

  set(key: string, value: Value, bytes: number): void {
    this.map.set(key, value, { size: bytes });
  }

  delete(key: string): void {
    this.map.delete(key);
  }

  clear(): void {
    this.map.clear();
  }

  list(): Iterable<[string, Value]> {
    return this.map.entries();
  }
}

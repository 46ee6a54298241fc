import { Cache } from './cache';
import type { CacheLimits, CacheStore, EvictionPolicy } from './cacheStore';
import type { Logger } from '../base/logger';
import { DiskCacheStore } from './diskCacheStore';
import { MemoryCacheStore } from './memoryCacheStore';
import { TieredCacheStore } from './tieredCacheStore';

/** Where a cache keeps its entries. */
export const cachePlaces = ['both', 'memory', 'disk', 'off'] as const;
export type CachePlace = (typeof cachePlaces)[number];

export interface ByteCacheOptions {
  place: Exclude<CachePlace, 'off'>;
  /** Absolute path of the folder for what is on disk; several processes may share it. */
  folder: string;
  memory: CacheLimits;
  disk: CacheLimits;
  policy: EvictionPolicy;
  logger: Logger;
}

/** A cache of bytes, which keeps them where it is asked to. */
export interface ByteCache {
  cache: Cache<Uint8Array>;
  /** Takes the most used entries from disk into memory, where there are both, and answers how many. */
  warm: () => Promise<number>;
}

export function byteCache({ place, folder, memory, disk, policy, logger }: ByteCacheOptions): ByteCache {
  const front = new MemoryCacheStore<Uint8Array>({ limits: memory, policy, bytesOf: ({ length }) => length });
  const back = new DiskCacheStore({ folder, limits: disk, policy, logger });
  const made = (store: CacheStore<Uint8Array>): Cache<Uint8Array> => new Cache(store, logger);
  const cold = (): Promise<number> => Promise.resolve(0);
  if (place === 'memory') return { cache: made(front), warm: cold };
  if (place === 'disk') return { cache: made(back), warm: cold };
  const warm = async (): Promise<number> => {
    const entries = await back.mostUsed(memory.bytes);
    front.setMany(entries);
    return entries.size;
  };
  return { cache: made(new TieredCacheStore(front, back)), warm };
}

import { mkdir } from 'node:fs/promises';
import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';
import type { ChunkStore } from '../store/chunkStore';
import { LanceStore } from '../store/lanceStore';
import { MemoryStore } from '../store/memoryStore';
import type { StoreLocation } from '../store/storeLocation';
import { claimWriter, type WriterLock } from '../store/writerLock';

/** A store with what goes along with it. */
export interface OpenedStore {
  store: ChunkStore;
  /** Present when this process writes. */
  lock?: WriterLock;
  /** Why the index does not last, or is kept up to date by another window. */
  notice?: string;
  /** True when the notice means that something does not work. */
  degraded: boolean;
}

export interface OpenStoreOptions {
  location: StoreLocation;
  dimensions: number;
  /** Why LanceDB does not work on this machine, or undefined. */
  nativeFailure: string | undefined;
  logger: Logger;
}

/** Opens the index for writing where that is free, for reading where another process writes, in memory where LanceDB fails. */
export async function openStore(options: OpenStoreOptions): Promise<OpenedStore> {
  const { location, dimensions, nativeFailure, logger } = options;
  if (nativeFailure !== undefined) return inMemory(nativeFailure);
  await mkdir(location.base, { recursive: true });
  const lock = await claimWriter(location.base);
  try {
    const writable = lock !== undefined;
    const store = await LanceStore.open({ folder: location.current, dimensions, writable, logger });
    if (lock !== undefined) return { store, lock, degraded: false };
    return { store, degraded: false, notice: t('Another window keeps this index up to date.') };
  } catch (error) {
    await lock?.release();
    if (lock === undefined)
      return {
        store: new MemoryStore(),
        degraded: false,
        notice: t('Another window is about to index this folder.'),
      };
    return inMemory(messageOf(error));
  }
}

function inMemory(reason: string): OpenedStore {
  return {
    store: new MemoryStore(),
    degraded: true,
    notice: t(
      'The index is kept in memory only and is built anew at each start: LanceDB does not work here ({0}).',
      reason,
    ),
  };
}

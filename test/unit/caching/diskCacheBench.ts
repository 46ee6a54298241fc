import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheLimits } from '../../../server/src/caching/cacheStore';
import type { StoreStatistics } from '../../../server/src/caching/cacheStatistics';
import { type DiskCacheOptions, DiskCacheStore } from '../../../server/src/caching/diskCacheStore';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { Clock } from './clock';

/** Bytes of every value; a record of one is some 120. */
const VALUE_BYTES = 100;

/** A folder for disk caches, with what opens them and looks into it. Ended with {@link end}. */
export class DiskCacheBench {
  readonly scratch = new ScratchFolder();
  readonly logger = new RecordingLogger();
  readonly clock = new Clock();
  private readonly open: DiskCacheStore[] = [];

  get folder(): string {
    return this.scratch.at('cache');
  }

  /** Another store over the folder, as another window has. */
  store(limits: Partial<CacheLimits> = {}, more: Partial<DiskCacheOptions> = {}): DiskCacheStore {
    const store = new DiskCacheStore({
      folder: this.folder,
      limits: { entries: 10_000, bytes: 10_000_000, ageMs: 1e9, ...limits },
      policy: 'lru',
      logger: this.logger,
      now: this.clock.now,
      ...more,
    });
    this.open.push(store);
    return store;
  }

  /** A store that has written entries, and was closed. */
  async written(names: readonly string[], more: Partial<DiskCacheOptions> = {}): Promise<void> {
    const store = this.store({}, more);
    store.setMany(entries(...names));
    await store.dispose();
  }

  /** Names of the segments, oldest first. */
  files(): string[] {
    return readdirSync(this.folder).sort();
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  bytes(): number {
    return this.files().reduce((sum, name) => sum + statSync(this.at(name)).size, 0);
  }

  async end(): Promise<void> {
    for (const store of this.open) await store.dispose();
    this.scratch.remove();
  }
}

export function entries(...names: string[]): Map<string, Uint8Array> {
  return new Map(names.map((name) => [name, valueOf(name)]));
}

/** A value that follows from its key, so that a wrong one is seen. */
export function valueOf(key: string): Uint8Array {
  return Uint8Array.from({ length: VALUE_BYTES }, (_, i) => key.charCodeAt(i % key.length) ^ i);
}

export function numbered(count: number, prefix = 'key'): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
}

export function statisticsOf(store: DiskCacheStore): StoreStatistics {
  const [statistics] = store.statistics;
  if (statistics === undefined) throw new Error('A store has statistics.');
  return statistics;
}

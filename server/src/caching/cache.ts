import { performance } from 'node:perf_hooks';
import { isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { CacheMeter, type CacheStatistics } from './cacheStatistics';
import type { CacheStore } from './cacheStore';

/** Often enough that a full cache is seen in time, too seldom to be noticed. */
const UPKEEP_EVERY_MS = 10 * 60_000;

/**
 * A cache of values that can be made again: a store whose lookups are counted and whose upkeep is done from time to
 * time. Ended with {@link dispose}.
 */
export class Cache<Value> {
  private readonly meter = new CacheMeter();
  private readonly stop = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: CacheStore<Value>,
    private readonly logger: Logger,
    upkeepEveryMs = UPKEEP_EVERY_MS,
  ) {
    this.timer = setInterval(() => void this.upkeep(), upkeepEveryMs);
    this.timer.unref();
  }

  /** The values of those keys that are known. */
  async getMany(keys: readonly string[]): Promise<Map<string, Value>> {
    if (keys.length === 0) return new Map();
    const started = performance.now();
    const found = await this.store.getMany(keys);
    this.meter.lookedUp(found.size, keys.length - found.size, performance.now() - started);
    return found;
  }

  /**
   * Takes in values that were made because they were not found.
   * @param costMs what making all of them took, where it was measured
   */
  setMany(entries: ReadonlyMap<string, Value>, costMs?: number): void {
    if (entries.size === 0) return;
    this.store.setMany(entries);
    if (costMs !== undefined) this.meter.madeAnew(entries.size, costMs);
  }

  statistics(): CacheStatistics {
    return this.meter.statistics(this.store.statistics);
  }

  /** Drops what is too old or too much, one round at a time; a failure is logged. */
  upkeep(): Promise<void> {
    this.work = this.work.then(async () => {
      try {
        if (!this.stop.signal.aborted) await this.store.upkeep(this.stop.signal);
      } catch (error) {
        if (!isAborted(error)) this.logger.warn(`A cache could not be tidied: ${messageOf(error)}`);
      }
    });
    return this.work;
  }

  /** For when memory is short. */
  releaseMemory(): Promise<void> {
    return this.store.releaseMemory();
  }

  clear(): Promise<void> {
    return this.store.clear();
  }

  flush(): Promise<void> {
    return this.store.flush();
  }

  /** Ends the upkeep and writes what waits. */
  async dispose(): Promise<void> {
    clearInterval(this.timer);
    this.stop.abort();
    await this.work;
    await this.store.dispose();
  }
}

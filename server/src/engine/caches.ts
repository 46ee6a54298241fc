import { join } from 'node:path';
import { contentHash } from '../base/hash';
import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { type ByteCache, byteCache } from '../caching/byteCache';
import { noStatistics } from '../caching/cacheStatistics';
import type { Embedder } from '../embedding/embedder';
import { EmbeddingCache } from '../embedding/embeddingCache';
import type { CacheSettings, EngineCacheStatistics } from './engineTypes';
import { QueryCache } from './queryCache';
import { QueryFrequencies, removeForgotten } from './queryFrequencies';
import { QueryWarmer } from './queryWarmer';

export interface EngineCachesOptions {
  /** Absolute path of the folder that holds everything of Akin's. */
  storagePath: string;
  settings: CacheSettings;
  /** What vectors in memory may take. */
  memoryBytes: number;
  /** Answers that are kept at most. */
  queryEntries: number;
  logger: Logger;
}

/** Of one vector in memory with its key, about, for the bound by number that stands beside the one by bytes. */
const BYTES_PER_VECTOR = 250;

/** The table of what is on disk takes up to 45 bytes of memory each. */
const DISK_ENTRIES = 1_000_000;

/** Filling memory from disk can wait until the folders are open: reading the index of a large one takes some seconds. */
const WARM_AFTER_MS = 10_000;

/** A window that is killed forgets the queries of this time. */
const SAVE_EVERY_MS = 60_000;

/** All caches of one engine, shared by its folders. Ended with {@link dispose}. */
export class EngineCaches {
  private readonly vectors: ByteCache | undefined;
  private readonly warmTimer: NodeJS.Timeout;
  private readonly saveTimer: NodeJS.Timeout;
  private readonly queriesFolder: string;
  /** Undefined when answers are not kept. */
  readonly queries: QueryCache | undefined;
  readonly warmer: QueryWarmer;
  private readonly frequencies = new Map<string, QueryFrequencies>();

  constructor(private readonly options: EngineCachesOptions) {
    const { storagePath, settings, logger } = options;
    const { embeddings: place, policy, maxAgeMs: ageMs, maxBytes } = settings;
    if (place !== 'off') {
      const folder = join(storagePath, 'cache', 'embeddings');
      const bytes = options.memoryBytes;
      const memory = { entries: Math.ceil(bytes / BYTES_PER_VECTOR), bytes, ageMs };
      const disk = { entries: DISK_ENTRIES, bytes: maxBytes, ageMs };
      this.vectors = byteCache({ place, folder, memory, disk, policy, logger });
    }
    this.queriesFolder = join(storagePath, 'cache', 'queries');
    this.warmTimer = setTimeout(() => void this.warm(), WARM_AFTER_MS).unref();
    this.saveTimer = setInterval(() => void this.saveFrequencies(), SAVE_EVERY_MS).unref();
    this.queries = settings.queries ? new QueryCache(logger, options.queryEntries) : undefined;
    this.warmer = new QueryWarmer({ logger });
  }

  /** The vectors of a model; undefined without a model or when none are kept. */
  vectorsOf(embedder: Embedder | undefined): EmbeddingCache | undefined {
    if (embedder === undefined || this.vectors === undefined) return undefined;
    return new EmbeddingCache(this.vectors.cache, embedder);
  }

  /** How often each query of a folder was asked. */
  frequenciesOf(root: string): QueryFrequencies {
    const known =
      this.frequencies.get(root) ??
      new QueryFrequencies(join(this.queriesFolder, `${contentHash(root)}.json`));
    this.frequencies.set(root, known);
    return known;
  }

  statistics(): EngineCacheStatistics {
    return {
      embeddings: this.vectors?.cache.statistics() ?? noStatistics(),
      queries: this.queries?.statistics() ?? noStatistics(),
    };
  }

  /** For when memory is short: what is on disk can be read again, all else can be made again. */
  async releaseMemory(): Promise<void> {
    await Promise.all([this.vectors?.cache.releaseMemory(), this.queries?.clear()]);
  }

  /** Removes what is kept, in memory and on disk, as far as no other window writes it. */
  async clear(): Promise<void> {
    await Promise.all([
      this.vectors?.cache.clear(),
      this.queries?.clear(),
      ...[...this.frequencies.values()].map((frequencies) => frequencies.clear()),
    ]);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.warmTimer);
    clearInterval(this.saveTimer);
    await this.warmer.dispose();
    await Promise.all([this.vectors?.cache.dispose(), this.queries?.dispose(), this.saveFrequencies()]);
  }

  private async saveFrequencies(): Promise<void> {
    for (const frequencies of this.frequencies.values()) await frequencies.save();
  }

  private async warm(): Promise<void> {
    try {
      const entries = (await this.vectors?.warm()) ?? 0;
      this.options.logger.debug(`${entries} cached vectors are in memory.`);
      await removeForgotten(this.queriesFolder);
    } catch (error) {
      this.options.logger.debug(`The caches were not warmed: ${messageOf(error)}`);
    }
  }
}

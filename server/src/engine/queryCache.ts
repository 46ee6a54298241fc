import { performance } from 'node:perf_hooks';
import { contentHash } from '../base/hash';
import type { Logger } from '../base/logger';
import { Cache } from '../caching/cache';
import type { CacheStatistics } from '../caching/cacheStatistics';
import { MemoryCacheStore } from '../caching/memoryCacheStore';
import type { RankedChunk } from '../search/candidate';
import type { SearchSource } from '../search/searchSource';
import { type QueryModel, searchFolder } from '../search/semanticSearch';
import type { SignalGroup } from '../search/signalGroups';
import type { StoreFilter } from '../store/chunkStore';

/** A query to one folder. */
export interface FolderQuery {
  /** Absolute path of the folder. */
  folder: string;
  query: string;
  limit: number;
  filter: StoreFilter;
  without: readonly SignalGroup[];
}

/** Answers that are kept when nothing else is said: a day's queries of one person. */
const MAX_ANSWERS = 500;
const MAX_BYTES = 8_000_000;

/** An answer is good for as long as its index is; a day only gives back memory. */
const MAX_AGE_MS = 24 * 60 * 60 * 1_000;

/** What a hit takes besides its texts. */
const HIT_BYTES = 200;

/**
 * Answers to queries, for as long as the index that gave them does not change: the version of the index is part of an
 * answer's key, and a change empties the folder's part of the cache. What is kept is which chunks answer, never the
 * text of files, which is read anew for every answer.
 */
export class QueryCache {
  private readonly store: MemoryCacheStore<RankedChunk[]>;
  private readonly cache: Cache<RankedChunk[]>;
  /** By folder: the version that its kept answers are of. */
  private readonly versions = new Map<string, string>();

  /** @param entries answers that are kept at most */
  constructor(logger: Logger, entries = MAX_ANSWERS) {
    this.store = new MemoryCacheStore<RankedChunk[]>({
      limits: { entries, bytes: MAX_BYTES, ageMs: MAX_AGE_MS },
      policy: 'lru',
      bytesOf: (hits) =>
        Math.max(
          1,
          hits.reduce((sum, hit) => sum + bytesOf(hit), 0),
        ),
    });
    this.cache = new Cache(this.store, logger);
  }

  /**
   * The chunks that answer a query, best first: kept ones if the index is still the one that gave them.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal
   */
  async ranked(
    source: SearchSource,
    asked: FolderQuery,
    model: QueryModel,
    signal: AbortSignal,
  ): Promise<RankedChunk[]> {
    const key = this.keyFor(source, asked, model);
    const kept = key === undefined ? undefined : (await this.cache.getMany([key])).get(key);
    return kept ?? this.answer(source, asked, model, signal);
  }

  /**
   * Answers a query and keeps the answer, whether one is kept or not.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal
   */
  async answer(
    source: SearchSource,
    asked: FolderQuery,
    model: QueryModel,
    signal: AbortSignal,
  ): Promise<RankedChunk[]> {
    const key = this.keyFor(source, asked, model);
    const watched = new WatchedModel(model);
    const started = performance.now();
    const ranked = await searchFolder(source, asked.query, watched.model, asked, signal);
    // The index may have changed meanwhile, and an answer without the model is only good for now.
    if (key !== undefined && !watched.hasFailed && this.keyFor(source, asked, model) === key)
      this.cache.setMany(new Map([[key, ranked]]), performance.now() - started);
    return ranked;
  }

  statistics(): CacheStatistics {
    return this.cache.statistics();
  }

  clear(): Promise<void> {
    return this.cache.clear();
  }

  dispose(): Promise<void> {
    return this.cache.dispose();
  }

  /** Undefined where it cannot be known whether an answer is still good. */
  private keyFor(
    { version }: SearchSource,
    { folder, query, limit, filter, without }: FolderQuery,
    model: QueryModel,
  ): string | undefined {
    const before = this.versions.get(folder);
    if (before !== version) this.forget(folder);
    if (version === undefined) return undefined;
    this.versions.set(folder, version);
    const { paths, languages = [], kinds = [] } = filter;
    // Which files a glob means may change a moment before or after the index does.
    const files = paths === undefined ? '' : contentHash(paths.join('\n'));
    const rest = [version, query, limit, without, languages, kinds, files, model !== undefined];
    return `${folder}\n${JSON.stringify(rest)}`;
  }

  private forget(folder: string): void {
    this.versions.delete(folder);
    this.store.deleteWhere((key) => key.startsWith(`${folder}\n`));
  }
}

/** A model that remembers whether it has failed. */
class WatchedModel {
  hasFailed = false;
  readonly model: QueryModel;

  constructor(model: QueryModel) {
    this.model = model && {
      ...model,
      embed: async (text, signal) => {
        const vector = await model.embed(text, signal);
        this.hasFailed ||= vector === undefined;
        return vector;
      },
    };
  }
}

function bytesOf({ chunk }: RankedChunk): number {
  return HIT_BYTES + 2 * (chunk.path.length + chunk.symbol.length + chunk.container.length);
}

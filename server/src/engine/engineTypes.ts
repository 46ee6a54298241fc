/** What the engine takes and answers: plain values, free of any protocol. */
import type { MetricsSnapshot } from '../base/metrics';
import type { CachePlace } from '../caching/byteCache';
import type { CacheStatistics } from '../caching/cacheStatistics';
import type { EvictionPolicy } from '../caching/cacheStore';
import type { MissingModel } from '../embedding/modelFiles';
import type { BatchRecommendation } from '../pacing/batchOptimiser';
import type { MemoryLevel, MemoryStrategy } from '../pacing/memoryStrategy';
import type { PerformancePlan } from '../pacing/performancePlan';
import type { SignalGroup } from '../search/signalGroups';
import type { WordSpan } from '../search/wordSpans';
import type { DuplicateOptions } from './duplicateService';
import type { PerformanceSample } from './performanceHistory';

/** The settings that the engine acts upon. */
export interface EngineSettings {
  model: string;
  allowModelDownload: boolean;
  /** Globs relative to each folder. */
  exclude: readonly string[];
  maxFileBytes: number;
  allowAnyFolder: boolean;
  /** The default when absent. */
  duplicates?: DuplicateOptions;
  /** Most bytes of all indexes together, those of other folders among them; 0 for any number. */
  maxDiskBytes: number;
  /** Threads, batches, caches, memory and manners. */
  performance: PerformancePlan;
  cache: CacheSettings;
}

/** What is kept so that it need not be computed again. */
export interface CacheSettings {
  /** Where the vectors of code are kept. */
  embeddings: CachePlace;
  /** What the vectors on disk may take. */
  maxBytes: number;
  policy: EvictionPolicy;
  /** Vectors older than this are made anew. */
  maxAgeMs: number;
  /** Whether answers are kept until the index changes, and the frequent queries with them. */
  queries: boolean;
}

/** What the caches have done since the engine started. */
export interface EngineCacheStatistics {
  /** Vectors of code, by their content. */
  embeddings: CacheStatistics;
  /** Answers to queries. */
  queries: CacheStatistics;
}

export type EngineState = 'starting' | 'indexing' | 'paused' | 'ready' | 'degraded' | 'error';

/** What does not work: the model (keywords only), memory (indexing has stopped) or the store (the index does not last). */
export type DegradedBy = 'model' | 'memory' | 'store';

/** The state of one folder's index, or of all of them. */
export interface EngineStatus {
  state: EngineState;
  /** Always there when `degraded`, and in other states as soon as it is known. */
  degradedBy?: DegradedBy;
  filesDone: number;
  filesTotal: number;
  chunks: number;
  /** How often what can be found has changed since the engine started. */
  updates: number;
  stage: string;
  currentFile?: string;
  skipped: Record<string, number>;
  storeBytes: number;
  model: string;
  message?: string;
  missingModel?: MissingModel;
  filesPerSecond?: number;
  secondsLeft?: number;
  memory?: EngineMemory;
  batch?: BatchRecommendation;
}

/** Memory of the process with all of its threads, in units of 1,000,000 bytes. */
export interface EngineMemory {
  rssMb: number;
  limitMb: number;
  level: MemoryLevel;
  strategy: MemoryStrategy;
}

/** What the engine did since it started, how long it took, and what holds it back. */
export interface PerformanceReport extends MetricsSnapshot {
  memory: EngineMemory & { limitReason: string };
  batch: BatchRecommendation & { files: number; concurrency: number };
  profile: { level: string; scenario: string; embeddingThreads: number; parsingThreads: number };
  /** Share of the time that indexing may work, and why. */
  duty: { share: number; reason: string };
  /** What was so before, oldest first. */
  history: readonly PerformanceSample[];
}

/** What a run of the indexer did; see {@link import('../indexing/indexer').IndexerProgress}. */
export interface RunCounts {
  embedded: number;
  removed: number;
}

export interface HitFilter {
  languages?: readonly string[];
  include?: readonly string[];
  exclude?: readonly string[];
  kinds?: readonly string[];
  /** Only these files, by their absolute paths: those that are open in an editor. */
  open?: readonly string[];
  /** Only files that git says were changed on this branch. */
  changed?: boolean;
  /** Texts that must occur in the lines of a hit, letter case aside. */
  words?: readonly string[];
}

/** A chunk that was found, ready to be shown. */
export interface Hit {
  /** Absolute path of the workspace folder. */
  folder: string;
  /** Relative to the folder, with `/`. */
  path: string;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
  /** UTF-16 length of the last line. */
  endLineLength: number;
  score: number;
  symbol: string;
  kind: string;
  container: string;
  language: string;
  preview: string;
  reasons: string[];
  /** Where words of the question stand in its lines; none where the question is code. */
  matches: WordSpan[];
}

/** What to look for. */
export interface EngineSearch {
  query: string;
  limit: number;
  /** Absolute path of the one folder to search. */
  folder?: string;
  filter?: HitFilter;
  /** Signals to leave out, to measure what they are worth. */
  without?: readonly SignalGroup[];
}

/** The place whose like is looked for. */
export interface EngineSimilar {
  /** Absolute path of the file. */
  file: string;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
  /** The selected text; empty for the function around the lines. */
  text: string;
  limit: number;
  filter?: HitFilter;
}

/** Hits, best first. */
export interface EngineAnswer {
  hits: Hit[];
  /** True while indexing is under way. */
  partial: boolean;
}

import type { DutyCycle } from './processorManners';

export const performanceLevels = ['basic', 'moderate', 'aggressive'] as const;
export type PerformanceLevel = (typeof performanceLevels)[number];

export const performanceScenarios = ['auto', 'large-repository', 'real-time', 'batch'] as const;
export type PerformanceScenario = (typeof performanceScenarios)[number];

/** Everything that a level and a scenario decide together. */
export interface PerformanceProfile {
  /** Of the processors, for each of parsing and embedding, and the most threads of either. */
  threadShare: number;
  maximumThreads: number;
  /** Chunks in a batch, both inclusive; what lies between is measured. */
  minimumChunks: number;
  maximumChunks: number;
  /** A batch is not to take longer: what the user does next waits for it. */
  batchLatencyMs: number;
  duty: DutyCycle;
  /** From 0 to 1: how small a gain is worth a larger batch. */
  aggressiveness: number;
  /** Share of the processors that other programs may use before indexing takes less. */
  othersTarget: number;
  /** Share of the memory budget beyond which batches shrink. */
  memoryTarget: number;
  /** The automatic memory budget is never above this. */
  memoryMaximumMb: number;
  /** Vectors kept in memory for code that comes back, as on a branch switch. */
  embeddingCacheMb: number;
  /** Answers kept for questions that come back. */
  queryCacheEntries: number;
}

/**
 * The levels. Half of the processors, and four threads at most, leave the rest to the user and the memory bus to all.
 * A commit costs some 40 ms of processor time whatever its size: spring-framework took 54 s in batches of 128 to 256 chunks and
 * 35 s in batches of 1,024 or 2,048, in the same run. While nobody types, `moderate` never rests: its threads come after other programs' already.
 */
export const levelProfiles: Readonly<Record<PerformanceLevel, PerformanceProfile>> = {
  basic: {
    threadShare: 0.25,
    maximumThreads: 1,
    minimumChunks: 128,
    maximumChunks: 512,
    batchLatencyMs: 400,
    duty: { rest: 0.4, typing: 0.1, battery: 0.15 },
    aggressiveness: 0.2,
    othersTarget: 0.3,
    memoryTarget: 0.7,
    memoryMaximumMb: 1000,
    embeddingCacheMb: 16,
    queryCacheEntries: 50,
  },
  moderate: {
    threadShare: 0.5,
    maximumThreads: 4,
    minimumChunks: 512,
    maximumChunks: 2048,
    batchLatencyMs: 1000,
    duty: { rest: 1, typing: 0.3, battery: 0.4 },
    aggressiveness: 0.5,
    othersTarget: 0.6,
    memoryTarget: 0.8,
    memoryMaximumMb: 1500,
    embeddingCacheMb: 64,
    queryCacheEntries: 200,
  },
  aggressive: {
    threadShare: 1,
    maximumThreads: 8,
    minimumChunks: 1024,
    maximumChunks: 4096,
    batchLatencyMs: 2000,
    duty: { rest: 1, typing: 0.7, battery: 0.7 },
    aggressiveness: 0.9,
    othersTarget: 0.9,
    memoryTarget: 0.85,
    memoryMaximumMb: 3000,
    embeddingCacheMb: 256,
    queryCacheEntries: 500,
  },
};

/** What a scenario changes in the level. `auto` is `batch` where nobody is at the machine's editor, and nothing else. */
export const scenarioChanges: Readonly<Record<PerformanceScenario, Partial<PerformanceProfile>>> = {
  auto: {},
  'large-repository': {
    maximumChunks: 4096,
    batchLatencyMs: 2000,
    memoryMaximumMb: 3000,
    embeddingCacheMb: 256,
  },
  'real-time': {
    minimumChunks: 64,
    maximumChunks: 256,
    batchLatencyMs: 150,
    queryCacheEntries: 500,
  },
  batch: {
    minimumChunks: 1024,
    maximumChunks: 4096,
    batchLatencyMs: 4000,
    duty: { rest: 1, typing: 1, battery: 1 },
    othersTarget: 1,
  },
};

/** A scenario on top of a level. */
export function profileFor(level: PerformanceLevel, scenario: PerformanceScenario): PerformanceProfile {
  return { ...levelProfiles[level], ...scenarioChanges[scenario] };
}

/** Threads of a profile on a machine with this many processors: one at least. */
export function threadsOf({ threadShare, maximumThreads }: PerformanceProfile, processors: number): number {
  return Math.max(1, Math.min(maximumThreads, Math.floor(processors * threadShare)));
}

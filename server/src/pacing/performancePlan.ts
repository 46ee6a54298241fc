import { availableParallelism } from 'node:os';
import type { MemoryStrategy } from './memoryStrategy';
import {
  type PerformanceLevel,
  performanceLevels,
  type PerformanceProfile,
  type PerformanceScenario,
  performanceScenarios,
  profileFor,
  threadsOf,
} from './performanceProfiles';

/** What the user's settings say; a value that is the default counts as not given. */
export interface PerformanceRequest {
  level: PerformanceLevel;
  scenario: PerformanceScenario;
  /** 0 when not given, as are the next two. */
  workers: number;
  batchChunks: number;
  memoryLimitMb: number;
  memoryStrategy: MemoryStrategy | 'auto';
}

/** Where the plan is to hold. */
export interface PerformanceMachine {
  processors: number;
  /** False on a command line, where whoever started it waits for it. */
  attended: boolean;
  environment: Readonly<Record<string, string | undefined>>;
}

/** What holds after settings, environment and profile have been weighed. */
export interface PerformancePlan extends PerformanceProfile {
  level: PerformanceLevel;
  scenario: PerformanceScenario;
  embeddingThreads: number;
  parsingThreads: number;
  /** 0 for the automatic budget. */
  memoryLimitMb: number;
  memoryStrategy: MemoryStrategy | 'auto';
}

/** The values that hold where nothing is given. */
export const defaultPerformanceRequest: PerformanceRequest = {
  level: 'moderate',
  scenario: 'auto',
  workers: 0,
  batchChunks: 0,
  memoryLimitMb: 0,
  memoryStrategy: 'auto',
};

/** The plan for this machine where nothing is given, neither by settings nor by the environment. */
export function defaultPerformancePlan(attended: boolean): PerformancePlan {
  const machine = { processors: availableParallelism(), attended, environment: {} };
  return planPerformance(defaultPerformanceRequest, machine).plan;
}

/** Bounds of the numbers that the environment may give; those of the settings are the same. */
export const performanceBounds = {
  AKIN_WORKERS: { minimum: 1, maximum: 16 },
  AKIN_BATCH_CHUNKS: { minimum: 1, maximum: 8192 },
  AKIN_MEMORY_LIMIT_MB: { minimum: 100, maximum: 65536 },
} as const;

/**
 * Weighs an explicit setting over the environment over the profile of level and scenario.
 * @returns the plan, and one message for each value of the environment that cannot be used and is passed over
 */
export function planPerformance(
  request: PerformanceRequest,
  { processors, attended, environment }: PerformanceMachine,
): { plan: PerformancePlan; problems: string[] } {
  const problems: string[] = [];
  const choice = <T extends string>(name: string, given: T, standard: T, choices: readonly T[]): T => {
    const text = environment[name]?.trim() ?? '';
    if (given !== standard || text === '') return given;
    const chosen = choices.find((candidate) => candidate === text);
    if (chosen === undefined)
      problems.push(`${name} must be one of ${choices.join(', ')}; “${text}” is passed over.`);
    return chosen ?? standard;
  };
  const number = (name: keyof typeof performanceBounds, given: number): number => {
    const text = environment[name]?.trim() ?? '';
    if (given > 0 || text === '') return given;
    const { minimum, maximum } = performanceBounds[name];
    const value = Number(text);
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    problems.push(`${name} must be a whole number from ${minimum} to ${maximum}; “${text}” is passed over.`);
    return 0;
  };
  const standard = defaultPerformanceRequest;
  const level = choice('AKIN_PERFORMANCE_LEVEL', request.level, standard.level, performanceLevels);
  const asked = choice(
    'AKIN_PERFORMANCE_SCENARIO',
    request.scenario,
    standard.scenario,
    performanceScenarios,
  );
  const scenario = asked === 'auto' && !attended ? 'batch' : asked;
  const profile = profileFor(level, scenario);
  const workers = number('AKIN_WORKERS', request.workers);
  const batchChunks = number('AKIN_BATCH_CHUNKS', request.batchChunks);
  const threads = threadsOf(profile, processors);
  const plan: PerformancePlan = {
    ...profile,
    ...(batchChunks > 0 && { minimumChunks: batchChunks, maximumChunks: batchChunks }),
    level,
    scenario,
    embeddingThreads: workers > 0 ? workers : threads,
    parsingThreads: threads,
    memoryLimitMb: number('AKIN_MEMORY_LIMIT_MB', request.memoryLimitMb),
    memoryStrategy: request.memoryStrategy,
  };
  return { plan, problems };
}

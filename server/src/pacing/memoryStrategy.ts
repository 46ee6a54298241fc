/** From all is well to nothing more may be indexed. */
export const memoryLevels = ['normal', 'reduced', 'streaming', 'paused', 'stopped'] as const;
export type MemoryLevel = (typeof memoryLevels)[number];

/** How early the guard acts; `streaming` works on one file at a time from the start. */
export const memoryStrategies = ['conservative', 'balanced', 'aggressive', 'streaming'] as const;
export type MemoryStrategy = (typeof memoryStrategies)[number];

/** Shares of the budget from which each level holds. */
export type MemoryThresholds = Readonly<Record<Exclude<MemoryLevel, 'normal'>, number>>;

/**
 * What each strategy allows. Between two levels there is room for what one batch adds, some 5 to 10 % of a budget of
 * 500 MB; past 1 the budget is broken already, which only a collection that has not come yet excuses.
 */
export const memoryThresholds: Readonly<Record<MemoryStrategy, MemoryThresholds>> = {
  conservative: { reduced: 0.65, streaming: 0.8, paused: 0.88, stopped: 1 },
  balanced: { reduced: 0.75, streaming: 0.87, paused: 0.94, stopped: 1.03 },
  aggressive: { reduced: 0.82, streaming: 0.91, paused: 0.97, stopped: 1.05 },
  streaming: { reduced: 0, streaming: 0, paused: 0.94, stopped: 1.03 },
};

/** What speaks for one strategy or another. */
export interface MemoryPressure {
  /** Mean share of the budget that was held lately. */
  meanShare: number;
  /** How often indexing had to pause lately. */
  pauses: number;
}

/** Pauses within the guard's window that show that batches of any size are too much here. */
const PAUSES_FOR_STREAMING = 2;

/** Mean shares of the budget from which a more careful strategy holds; half is what a cold index needs at most with room to spare. */
const CONSERVATIVE_FROM = 0.85;
const BALANCED_FROM = 0.5;

/** A strategy is left for a less careful one only this far below the share from which it holds. */
const MARGIN = 0.05;

/** The strategy that fits the pressure; the one before is kept near a border. */
export function chooseStrategy(pressure: MemoryPressure, before: MemoryStrategy): MemoryStrategy {
  if (pressure.pauses >= PAUSES_FOR_STREAMING) return 'streaming';
  const margin = (strategy: MemoryStrategy): number => (before === strategy ? MARGIN : 0);
  if (pressure.meanShare >= CONSERVATIVE_FROM - margin('conservative')) return 'conservative';
  if (pressure.meanShare >= BALANCED_FROM - margin('balanced')) return 'balanced';
  return 'aggressive';
}

/** The level that a share of the budget asks for. */
export function levelFor(share: number, thresholds: MemoryThresholds): MemoryLevel {
  for (const level of ['stopped', 'paused', 'streaming', 'reduced'] as const)
    if (share >= thresholds[level]) return level;
  return 'normal';
}

/** Negative, zero or positive as `a` is milder than, the same as or stricter than `b`. */
export function compareLevels(a: MemoryLevel, b: MemoryLevel): number {
  return memoryLevels.indexOf(a) - memoryLevels.indexOf(b);
}

/** The stricter of two levels. */
export function stricter(a: MemoryLevel, b: MemoryLevel): MemoryLevel {
  return compareLevels(a, b) >= 0 ? a : b;
}

/** The level one step milder. */
export function milder(level: MemoryLevel): MemoryLevel {
  return memoryLevels[Math.max(0, memoryLevels.indexOf(level) - 1)] ?? 'normal';
}

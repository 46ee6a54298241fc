import { readFileSync } from 'node:fs';
import { BadInput } from '../runBench';

/** NDCG@10 that the ranker's training found, mean and by repository. */
export interface RankerFigures {
  mean?: number;
  byRepository: Record<string, number>;
}

/** What the training of the ranker left beside its weights. */
export interface RankerReport {
  /** Each repository by weights that were fitted without it. */
  leaveOneOut?: RankerFigures;
  /** By weights that were fitted on all of them. */
  fitted?: RankerFigures;
}

/**
 * Reads the report of the ranker's training; undefined where there is none.
 * @throws {BadInput} when the file is there and is no such report
 */
export function readRankerReport(file: string): RankerReport | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return parseRankerReport(JSON.parse(text));
  } catch (cause) {
    throw new BadInput(`${file} is no report of a ranker's training.`, { cause });
  }
}

/** @throws {TypeError} when a member is not what it should be; members that are not known are passed over */
export function parseRankerReport(given: unknown): RankerReport {
  const { leaveOneOut, fitted } = membersOf(given);
  return {
    ...(leaveOneOut !== undefined && { leaveOneOut: figuresOf(leaveOneOut) }),
    ...(fitted !== undefined && { fitted: figuresOf(fitted) }),
  };
}

function figuresOf(given: unknown): RankerFigures {
  const { mean, byRepository } = membersOf(given);
  const figures = Object.entries(membersOf(byRepository ?? {})).map(([name, figure]) => [
    name,
    numberOf(figure),
  ]);
  return {
    ...(mean !== undefined && { mean: numberOf(mean) }),
    byRepository: Object.fromEntries(figures) as Record<string, number>,
  };
}

function membersOf(given: unknown): Partial<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
  throw new TypeError('An object was expected.');
}

function numberOf(given: unknown): number {
  if (typeof given === 'number') return given;
  throw new TypeError('A number was expected.');
}

import type { Counts, StageResult } from './testTally.mjs';

export interface Stage {
  run: (name: string, logPath?: string) => Counts | Promise<Counts>;
  needs?: string[];
}

export interface Output {
  logPathOf: (name: string) => string;
  show: (name: string, logPath?: string) => void;
}

export function runPhases(
  stages: Record<string, Stage>,
  phases: string[][][],
  wanted: Set<string>,
  output: Output,
): Promise<StageResult[]>;

import type { LongestRun } from './hostProfile';

/** What one part of a run took. */
export interface PhaseFacts {
  name: string;
  /** The longest delay of the extension host's event loop, whoever caused it. */
  hostDelayMs: number;
  /** The longest run of the extension's own code, in a profiled run. */
  byAkin?: LongestRun;
}

/** What a run inside the extension host leaves. */
export interface ProbeFacts {
  activationMs: number;
  activationCpuMs: number;
  /** Whether VS Code had activated the extension before it was asked to. */
  activeBefore: boolean;
  phases: PhaseFacts[];
}

import type { Counted, SeededFigures } from './seeded';
import type { SpeedFigures } from './speed';

/** What a person thought of the findings that were drawn for him; see {@link import('./sample').sampleFindings}. */
export interface Judged {
  /** Draws the same findings again. */
  sampleSeed: number;
  repositories: {
    name: string;
    /** All that were reported. */
    findings: number;
    judged: number;
    useful: number;
    /** Of the useful ones, those that another reader might judge otherwise. */
    doubtful?: number;
    /** How many were of no use, by what they were. */
    notUseful: Record<string, number>;
  }[];
}

/** All that one run has measured. */
export interface DuplicatesReport {
  seeds: readonly number[];
  languages: readonly string[];
  recall: Record<string, Counted>;
  precision: number;
  strictPrecision: number;
  truePairs: number;
  falsePairs: number;
  /** False pairs that have a decoy. */
  falseWithDecoy: number;
  /** Reports that cover no function. */
  unmapped: number;
  decoys: Counted;
  speed: readonly SpeedFigures[];
  /** Undefined when it was not measured. */
  recheck?: { chunks: number; changes: number; p50Ms: number; p95Ms: number; cpuP95Ms: number };
  judged: Judged;
  /** When each part was measured, UTC; what is older than this member has none. */
  measured: { seeds?: string; speed?: string; recheck?: string };
}

/** Puts the figures of the seeded workspaces into the shape of the report. */
export function seededReport(
  figures: SeededFigures,
): Omit<DuplicatesReport, 'seeds' | 'languages' | 'speed' | 'recheck' | 'judged' | 'measured'> {
  const { truePairs, falsePairs, falseWithDecoy, unmapped } = figures;
  return {
    recall: Object.fromEntries(figures.recall),
    precision: truePairs / (truePairs + falsePairs),
    strictPrecision: truePairs / (truePairs + falsePairs + unmapped),
    truePairs,
    falsePairs,
    falseWithDecoy,
    unmapped,
    decoys: { found: figures.decoysOfNamesake, of: figures.decoys },
  };
}

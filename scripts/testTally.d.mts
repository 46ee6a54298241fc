export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface StageResult extends Counts {
  name: string;
  seconds: number;
  note: string;
}

export function countStep(exitCode: number): Counts;
export function countSuite(exitCode: number, resultText: string | undefined): Counts;
export function summarise(results: StageResult[]): string;
export function closingLine(results: Counts[]): string;
export function exitCodeOf(results: Counts[]): number;

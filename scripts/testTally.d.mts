/** A test that failed: its titles from the outermost, and what the error says. */
export interface Failure {
  test: string;
  message: string;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures?: Failure[];
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

import { readFileSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { Failure } from '../../../scripts/testTally.mjs';

/** Marks the lines of a suite that runs inside the extension host, where many print. */
export const LINE_MARK = '[akin-e2e] ';

/** How a run of tests ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures?: Failure[];
  /** Set when nothing could be run on this machine at all. */
  unavailable?: true;
}

/**
 * Runs a loaded mocha to its end.
 * @returns counts that fail when no test was executed.
 */
export function runMocha(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const failures: Failure[] = [];
    const runner = mocha.run(() => {
      const stats = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      resolve(judged({ passed: stats.passes, failed: stats.failures, skipped: stats.pending, failures }));
    });
    runner.on('fail', (test, error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ test: test.titlePath().join(' › '), message });
    });
  });
}

/** The counts that a process left in a file; a failure when it left none or executed no test. */
export function readCounts(path: string): Counts {
  try {
    return judged(JSON.parse(readFileSync(path, 'utf8')) as Counts);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Leaves counts in the file that an environment variable names, if it does. */
export function leaveCounts(variable: string, counts: Counts): void {
  const path = process.env[variable];
  if (path !== undefined) writeFileSync(path, JSON.stringify(counts));
}

export function sumOf(all: readonly Counts[]): Counts {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    all.reduce((total, counts) => total + counts[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    failures: all.flatMap(({ failures }) => failures ?? []),
  };
}

function judged(counts: Counts): Counts {
  return counts.passed + counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuplicatesReport, Judged } from './report';

/** Figures of a part that was never measured. */
const NOTHING: Omit<DuplicatesReport, 'judged'> = {
  seeds: [],
  languages: [],
  recall: {},
  precision: NaN,
  strictPrecision: NaN,
  truePairs: 0,
  falsePairs: 0,
  falseWithDecoy: 0,
  unmapped: 0,
  decoys: { found: 0, of: 0 },
  speed: [],
  measured: {},
};

/** What one run has measured: all of a part, or nothing of it. */
export type MeasuredParts = Partial<Omit<DuplicatesReport, 'judged' | 'measured'>>;

/**
 * Puts what a run has measured into the report that stands in a folder, whose other parts stay as they were.
 * @param folder of `duplicates.json`; without one, or without that file, the other parts are not measured
 * @param now when the run was
 */
export function withEarlier(
  folder: string | undefined,
  parts: MeasuredParts,
  now: Date,
  judged: Judged,
): DuplicatesReport {
  const file = join(folder ?? '', 'duplicates.json');
  const earlier =
    folder !== undefined && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8'), numberOrNaN) as Partial<DuplicatesReport>)
      : {};
  // To the minute, UTC.
  const at = now.toISOString().slice(0, 16).replace('T', ' ');
  const measured = {
    ...earlier.measured,
    ...(parts.seeds && { seeds: at }),
    ...(parts.speed && { speed: at }),
    ...(parts.recheck && { recheck: at }),
  };
  return { ...NOTHING, ...earlier, ...parts, measured, judged };
}

/** JSON has no NaN and writes null. */
function numberOrNaN(_: string, value: unknown): unknown {
  return value === null ? NaN : value;
}

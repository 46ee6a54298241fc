/** Time and memory of a full pass, beside jscpd on the same tree in the same run. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { serialize } from 'node:v8';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { percentile } from '../statistics';
import type { PassFigures } from './pass';

/** Each is run so often in turn, and the middle is told; fewer times where that takes longer than a minute. */
const RUNS = 5;
const MAX_TOTAL_MS = 60_000;

/** Figures of one checkout. */
export interface SpeedFigures extends PassFigures {
  name: string;
  chunks: number;
  /** NaN without jscpd. */
  jscpdMs: number;
}

/** Runs both in turn. @param jscpd folder in whose node_modules jscpd is */
export function measureSpeed(
  root: string,
  files: readonly (readonly FingerprintedChunk[])[],
  scratch: string,
  jscpd: string | undefined,
): SpeedFigures {
  const chunkFile = join(scratch, `${basename(root)}.chunks`);
  writeFileSync(chunkFile, serialize(files));
  const passes: PassFigures[] = [];
  const others: number[] = [];
  const started = performance.now();
  for (let run = 0; run < RUNS && (run === 0 || performance.now() - started < MAX_TOTAL_MS); run++) {
    passes.push(runPass(root, chunkFile));
    if (jscpd !== undefined) others.push(runJscpd(jscpd, root));
  }
  const middle = (values: readonly number[]): number => percentile(values, 0.5);
  return {
    name: basename(root),
    chunks: files.reduce((sum, { length }) => sum + length, 0),
    groups: passes[0]?.groups ?? 0,
    passMs: middle(passes.map(({ passMs }) => passMs)),
    longestHoldMs: middle(passes.map(({ longestHoldMs }) => longestHoldMs)),
    extraRssBytes: Math.max(...passes.map(({ extraRssBytes }) => extraRssBytes)),
    jscpdMs: middle(others),
  };
}

function runPass(root: string, chunkFile: string): PassFigures {
  const script = join(__dirname, 'pass.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import=tsx', script, root, chunkFile], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The pass failed: ${stderr}`);
  return JSON.parse(stdout) as PassFigures;
}

/** As it comes: no option but silence. */
function runJscpd(folder: string, root: string): number {
  const started = performance.now();
  const program = join(folder, 'node_modules', '.bin', 'jscpd');
  const { error, status, stderr } = spawnSync(program, [root, '--silent'], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  // A program that ends at once, as one whose platform package is missing, would look fast.
  if (status !== 0) throw new Error(`jscpd failed: ${stderr}`);
  return performance.now() - started;
}

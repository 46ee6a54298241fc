/**
 * Measures duplicates: recall and precision on seeded workspaces, time and memory beside jscpd, the re-check of a changed function:
 *   npm run bench:duplicates -- --clones DIR --checkout LANG=DIR … [--seeds 1,2] [--jscpd DIR] [--only seeds|speed|recheck]
 * Thresholds are chosen on seeds 1 to 9 with --min-similarity and told on others. Exit codes: 0, 1 when something failed, 2 for bad input.
 */
import { mkdirSync } from 'node:fs';
import { chunkFolder } from './duplicates/chunkFolder';
import { type DuplicateBenchOptions, readOptions } from './duplicates/options';
import { measureRecheck } from './duplicates/recheck';
import { measureSeeds, type SeededFigures } from './duplicates/seeded';
import { sampleFindings } from './duplicates/sample';
import { measureSpeed, type SpeedFigures } from './duplicates/speed';
import { runBench, tell, withScratch } from './runBench';
import { percentile } from './statistics';

const BYTES_PER_MB = 1e6;

/** Rows of the table, in its order. */
const ROWS = ['T1', 'T2', 'T2b', 'T3', 'T3 edits <=10%', 'T3 edits <=20%', 'T3 edits <=30%'];

function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  return withScratch(async (scratch) => {
    const keep = options.keep ?? scratch.at('workspaces');
    mkdirSync(keep, { recursive: true });
    const runs = (part: string): boolean => options.only === undefined || options.only === part;
    if (runs('seeds')) print(seededLines(await measureSeeds(options, keep)));
    if (options.only === 'sample') await printSamples(options);
    if (runs('speed') || runs('recheck')) await measureCheckouts(options, scratch.path, runs);
  });
}

async function printSamples({ checkouts, sampleSeed }: DuplicateBenchOptions): Promise<void> {
  for (const { folder } of checkouts)
    print(await sampleFindings(folder, await chunkFolder(folder), sampleSeed));
}

async function measureCheckouts(
  options: DuplicateBenchOptions,
  scratch: string,
  runs: (part: string) => boolean,
): Promise<void> {
  let largest: { root: string; files: Awaited<ReturnType<typeof chunkFolder>> } | undefined;
  for (const { folder: root } of options.checkouts) {
    tell(`Chunking ${root} …`);
    const files = await chunkFolder(root);
    if (largest === undefined || files.length > largest.files.length) largest = { root, files };
    if (runs('speed')) print([speedLine(measureSpeed(root, files, scratch, options.jscpd))]);
  }
  if (largest === undefined || !runs('recheck')) return;
  const { chunks, timesMs } = await measureRecheck(largest.root, largest.files);
  const [p50, p95] = [percentile(timesMs, 0.5), percentile(timesMs, 0.95)];
  print([
    `re-check  ${timesMs.length} changes among ${chunks} chunks: p50 ${ms(p50)}, p95 ${ms(p95)}, max ${ms(Math.max(...timesMs))}`,
  ]);
}

function seededLines(figures: SeededFigures): string[] {
  const { recall, truePairs, falsePairs, unmapped, decoys, decoysOfNamesake, falseWithDecoy } = figures;
  const rows = ROWS.map((name) => {
    const { found, of } = recall.get(name) ?? { found: 0, of: 0 };
    return `recall    ${name.padEnd(15)} ${(found / of).toFixed(3)}  (${found} of ${of})`;
  });
  const reported = truePairs + falsePairs;
  return [
    ...rows,
    `precision ${(truePairs / reported).toFixed(4)}, strict ${(truePairs / (reported + unmapped)).toFixed(4)}  (${truePairs} true, ${falsePairs} false, ${unmapped} unmapped)`,
    `decoys    ${decoysOfNamesake} of ${decoys} reported as copies of their namesake; ${falseWithDecoy} false pairs have a decoy`,
  ];
}

function speedLine({
  name,
  chunks,
  groups,
  passMs,
  jscpdMs,
  extraRssBytes,
  longestHoldMs,
}: SpeedFigures): string {
  const other = Number.isNaN(jscpdMs) ? '' : `, jscpd ${ms(jscpdMs)}: ratio ${(passMs / jscpdMs).toFixed(2)}`;
  return `pass      ${name}: ${chunks} chunks, ${groups} groups in ${ms(passMs)}${other}; +${(extraRssBytes / BYTES_PER_MB).toFixed(0)} MB; event loop held ${ms(longestHoldMs)} at most`;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

void runBench(main);

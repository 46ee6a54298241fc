/**
 * Measures duplicates: recall and precision on seeded workspaces, time and memory beside jscpd, the re-check of a changed function:
 *   npm run bench:duplicates -- --clones DIR --checkout LANG=DIR … [--seeds 1,2] [--jscpd DIR] [--only seeds|speed|recheck|sample] [--out DIR]
 * Prints what was asked for and what was met; with --out it is written as a page, as docs/benchmarks/ has it, in which --only leaves the figures
 * of the other parts as they were. Thresholds are chosen on seeds 1 to 9 with --min-similarity and told on others. `--only sample` prints findings for a person to judge, whose counts
 * stand in duplicates/judged.json. Exit codes: 0, 1 when something failed, 2 for bad input.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunkFolder } from './duplicates/chunkFolder';
import { readJudged } from './duplicates/judged';
import { duplicatesPage } from './duplicates/markdown';
import { type DuplicateBenchOptions, readOptions } from './duplicates/options';
import { measureRecheck } from './duplicates/recheck';
import { type DuplicatesReport, seededReport } from './duplicates/report';
import { withEarlier } from './duplicates/earlierReport';
import { sampleFindings } from './duplicates/sample';
import { measureSeeds } from './duplicates/seeded';
import { measureSpeed, type SpeedFigures } from './duplicates/speed';
import { inHouseFormat } from './houseFormat';
import { runBench, tell, withScratch } from './runBench';
import { percentile } from './statistics';

function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  return withScratch(async (scratch) => {
    if (options.only === 'sample') return printSamples(options);
    const keep = options.keep ?? scratch.at('workspaces');
    mkdirSync(keep, { recursive: true });
    const runs = (part: string): boolean => options.only === undefined || options.only === part;
    const seeded = runs('seeds') && {
      seeds: options.seeds,
      languages: [...new Set(options.checkouts.map(({ language }) => language))],
      ...seededReport(await measureSeeds(options, keep)),
    };
    const checkouts = await measureCheckouts(options, scratch.path, runs);
    const report = withEarlier(options.out, { ...seeded, ...checkouts }, new Date(), readJudged());
    const page = await inHouseFormat('duplicates.md', duplicatesPage(report));
    process.stdout.write(page);
    if (options.out !== undefined) await write(options.out, report, page);
  });
}

async function write(folder: string, report: DuplicatesReport, page: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'duplicates.md'), page);
  const json = await inHouseFormat('duplicates.json', JSON.stringify(report, null, 2));
  writeFileSync(join(folder, 'duplicates.json'), json);
}

async function printSamples({ checkouts, sampleSeed }: DuplicateBenchOptions): Promise<void> {
  for (const { folder } of checkouts)
    process.stdout.write(
      `${(await sampleFindings(folder, await chunkFolder(folder), sampleSeed)).join('\n')}\n`,
    );
}

async function measureCheckouts(
  options: DuplicateBenchOptions,
  scratch: string,
  runs: (part: string) => boolean,
): Promise<Partial<Pick<DuplicatesReport, 'speed' | 'recheck'>>> {
  const speed: SpeedFigures[] = [];
  if (!runs('speed') && !runs('recheck')) return {};
  let largest: { root: string; files: Awaited<ReturnType<typeof chunkFolder>> } | undefined;
  for (const { folder: root } of options.checkouts) {
    tell(`Chunking ${root} …`);
    const files = await chunkFolder(root);
    if (largest === undefined || files.length > largest.files.length) largest = { root, files };
    if (runs('speed')) speed.push(measureSpeed(root, files, scratch, options.jscpd));
  }
  const measured = runs('speed') && { speed };
  if (largest === undefined || !runs('recheck')) return { ...measured };
  const { chunks, timesMs, cpuTimesMs } = await measureRecheck(largest.root, largest.files);
  const [p50Ms, p95Ms] = [percentile(timesMs, 0.5), percentile(timesMs, 0.95)];
  const cpuP95Ms = percentile(cpuTimesMs, 0.95);
  return { ...measured, recheck: { chunks, changes: timesMs.length, p50Ms, p95Ms, cpuP95Ms } };
}

void runBench(main);

/**
 * Measures the indexer through the built language server and command line:
 *   npm run bench:index -- [--repo DIR ...] [--tree FILES] [--runs N] [--json FILE] [--write] [--compare]
 * Checkouts are copied before anything in them is changed; a tree of 50,000 files is made besides (`--tree 0`: none).
 * The page is printed; `--write` puts it into docs/benchmarks/ as the baseline, `--compare` fails when a ratio is more
 * than a tenth worse than there. Exit codes: 0, 1 when something failed or is worse, 2 for bad input.
 */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { packageRoot } from '../server/languageServerProcess';
import type { ScratchFolder } from '../unit/scratchFolder';
import { inHouseFormat } from './houseFormat';
import { indexCold } from './index/coldIndex';
import { worseThan } from './index/compare';
import { makeTree } from './index/madeTree';
import { indexPage } from './index/markdown';
import { measureWorkload } from './index/measureWorkload';
import { type IndexOptions, readOptions } from './index/options';
import type { IndexBenchReport } from './index/report';
import { BadInput, ensureBuilt, runBench, tell, withScratch } from './runBench';

const BASELINE = join(packageRoot, 'docs', 'benchmarks', 'index.json');
const PAGE = join(packageRoot, 'docs', 'benchmarks', 'index.md');

/** The documents' goal is told in files: a hundred of them in thirty seconds. */
const FEW_FILES = 100;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  for (const folder of options.repositories)
    if (!existsSync(folder)) throw new BadInput(`There is no folder ${folder}.`);
  const baseline = options.compare ? readBaseline() : undefined;
  ensureBuilt();
  const report = await withScratch((scratch) => measure(options, scratch));
  const page = await inHouseFormat('index.md', indexPage(report));
  process.stdout.write(page);
  const json = await inHouseFormat('index.json', JSON.stringify(report, null, 2));
  if (options.json !== undefined) writeFileSync(options.json, json);
  if (options.write) {
    writeFileSync(BASELINE, json);
    writeFileSync(PAGE, page);
  }
  if (baseline === undefined) return;
  const worse = worseThan(baseline, report);
  if (worse.length > 0) throw new Error(`Worse than the baseline:\n${worse.join('\n')}`);
  tell('No ratio is more than a tenth worse than in the baseline.');
}

async function measure(options: IndexOptions, scratch: ScratchFolder): Promise<IndexBenchReport> {
  const report: IndexBenchReport = {
    processors: availableParallelism(),
    runs: options.runs,
    model: '',
    workloads: [],
  };
  const add = async (name: string, folder: string, limited: boolean): Promise<void> => {
    const { load, model } = await measureWorkload({ name, folder, runs: options.runs, limited }, scratch);
    report.workloads.push(load);
    report.model = model;
    // A later workload may fail or be interrupted.
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report, null, 2));
    rmSync(folder, { recursive: true });
  };
  for (const repository of options.repositories) {
    const copy = scratch.at(`copies/${basename(repository)}`);
    cpSync(repository, copy, { recursive: true });
    await add(basename(repository), copy, false);
  }
  if (options.treeFiles === 0) return report;
  report.hundredFilesSeconds = await measureFew(scratch);
  tell(`Making a tree of ${options.treeFiles} files …`);
  const name = `made tree of ${options.treeFiles.toLocaleString('en-US')} files`;
  await add(name, await makeTree(scratch, 'tree', options.treeFiles), true);
  return report;
}

async function measureFew(scratch: ScratchFolder): Promise<number> {
  const folder = await makeTree(scratch, 'few', FEW_FILES);
  const { server, cold } = await indexCold(folder, scratch.at('few-storage'));
  await server.stop();
  return cold.wallSeconds;
}

function readBaseline(): IndexBenchReport {
  if (!existsSync(BASELINE)) throw new BadInput('There is no baseline yet: --write makes one.');
  return JSON.parse(readFileSync(BASELINE, 'utf8')) as IndexBenchReport;
}

void runBench(main);

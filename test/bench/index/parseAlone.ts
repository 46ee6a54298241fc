/**
 * Walks, reads and chunks a folder in as many threads as the product has for it, and does nothing else: what a cold
 * index is compared with. Started as a process of its own, so that nothing of the benchmark's takes part:
 *   tsx test/bench/index/parseAlone.ts FOLDER      prints {@link ParseAlone} as JSON
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from 'esbuild';
import { silentLogger } from '../../../server/src/base/logger';
import { WorkerPool } from '../../../server/src/base/workerPool';
import { locateAssets } from '../../../server/src/engine/assets';
import { defaultPerformanceRequest, planPerformance } from '../../../server/src/pacing/performancePlan';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { walk } from '../../../server/src/workspace/walker';
import type { ParseResult, ParseTask } from './parseWorker';

/** What parsing alone took. */
export interface ParseAlone extends ParseResult {
  /** From the beginning of the walk to the last chunk, the start of the threads included. */
  wallSeconds: number;
  /** Of all threads, in the same time. */
  cpuSeconds: number;
  threads: number;
}

/** As many files in one task, and tasks for a thread, as the product's own have. */
const FILES_PER_TASK = 8;
const TASKS_PER_THREAD = 2;

const TASK_TIMEOUT_MS = 60_000;

const packageRoot = join(__dirname, '..', '..', '..');

async function parseAlone(root: string): Promise<ParseAlone> {
  const script = await bundleWorker();
  const { signal } = new AbortController();
  const { grammarsDir, syntaxesDir } = locateAssets(packageRoot);
  const machine = { processors: availableParallelism(), attended: true, environment: process.env };
  const threads = planPerformance(defaultPerformanceRequest, machine).plan.parsingThreads;
  const done: ParseAlone = { files: 0, chunks: 0, bytes: 0, wallSeconds: 0, cpuSeconds: 0, threads };
  const started = performance.now();
  const before = process.cpuUsage();
  const pool = new WorkerPool<ParseTask, ParseResult>({
    name: 'parsing',
    script,
    workerData: { grammarsDir, syntaxesDir },
    size: threads,
    taskTimeoutMs: TASK_TIMEOUT_MS,
    logger: silentLogger,
  });
  const rules = await IgnoreRules.load(root, []);
  const tasks = inTasks(walk({ root, rules, reader: directFolderReader, onSkip: () => undefined, signal }));
  const work = async (): Promise<void> => {
    for (let next = await tasks.next(); next.done !== true; next = await tasks.next()) {
      const { files, chunks, bytes } = await pool.run({ root, paths: next.value }, signal);
      done.files += files;
      done.chunks += chunks;
      done.bytes += bytes;
    }
  };
  await Promise.all(Array.from({ length: threads * TASKS_PER_THREAD }, work));
  done.wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  done.cpuSeconds = (user + system) / 1e6;
  await pool.dispose();
  return done;
}

async function* inTasks(found: AsyncIterable<{ path: string }>): AsyncGenerator<string[]> {
  let paths: string[] = [];
  for await (const { path } of found) {
    paths.push(path);
    if (paths.length < FILES_PER_TASK) continue;
    yield paths;
    paths = [];
  }
  if (paths.length > 0) yield paths;
}

/** A thread takes a script, bundled as those of the product are. */
async function bundleWorker(): Promise<string> {
  const outfile = join(packageRoot, 'build', 'bench', 'parseWorker.js');
  await build({
    entryPoints: [join(__dirname, 'parseWorker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  return outfile;
}

const [folder] = process.argv.slice(2);
if (folder !== undefined)
  void parseAlone(folder).then((done) => process.stdout.write(`${JSON.stringify(done)}\n`));

/**
 * Walks, reads and chunks a folder with the product's own threads and does nothing else: what a cold index is compared
 * with. Started as a process of its own, so that nothing of the benchmark's takes part:
 *   tsx test/bench/index/parseAlone.ts FOLDER      prints {@link ParseAlone} as JSON
 */
import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../server/src/base/logger';
import { WorkerPool } from '../../../server/src/base/workerPool';
import { locateAssets } from '../../../server/src/engine/assets';
import { defaultPerformanceRequest, planPerformance } from '../../../server/src/pacing/performancePlan';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { walk } from '../../../server/src/workspace/walker';
import type { ParseCounts, ParseTask } from './parseWorker';

/** What parsing alone took. */
export interface ParseAlone {
  files: number;
  chunks: number;
  /** Of the files that were chunked. */
  bytes: number;
  /** From the beginning of the walk to the last chunk, the start of the threads included. */
  wallSeconds: number;
  threads: number;
}

/** Files in one task, as the indexer has them. */
const FILES_PER_TASK = 8;

/** A task takes well under a second. */
const TASK_TIMEOUT_MS = 60_000;

/** The default of `akin.index.maxFileSizeKiB`. */
const MAX_FILE_BYTES = 1024 * 1024;

const packageRoot = join(__dirname, '..', '..', '..');

async function parseAlone(root: string): Promise<ParseAlone> {
  const { signal } = new AbortController();
  const { grammarsDir, syntaxesDir } = locateAssets(packageRoot);
  const machine = { processors: availableParallelism(), attended: true, environment: process.env };
  const threads = planPerformance(defaultPerformanceRequest, machine).plan.parsingThreads;
  const done: ParseAlone = { files: 0, chunks: 0, bytes: 0, wallSeconds: 0, threads };
  const started = performance.now();
  const pool = new WorkerPool<ParseTask, ParseCounts>({
    name: 'parsing',
    script: join(__dirname, 'parseWorkerStart.cjs'),
    workerData: { grammarsDir, syntaxesDir },
    size: threads,
    taskTimeoutMs: TASK_TIMEOUT_MS,
    logger: silentLogger,
  });
  const rules = await IgnoreRules.load(root, []);
  const found = walk({ root, rules, onSkip: () => undefined, signal });
  const work = async (): Promise<void> => {
    for (let paths = await take(found); paths.length > 0; paths = await take(found)) {
      const counts = await pool.run({ root, paths, maxBytes: MAX_FILE_BYTES }, signal);
      done.files += counts.files;
      done.chunks += counts.chunks;
      done.bytes += counts.bytes;
    }
  };
  // One more than there are threads, so that none waits for its next task.
  await Promise.all(Array.from({ length: threads + 1 }, work));
  done.wallSeconds = (performance.now() - started) / 1000;
  await pool.dispose();
  return done;
}

async function take(found: AsyncGenerator<{ path: string }>): Promise<string[]> {
  const paths: string[] = [];
  while (paths.length < FILES_PER_TASK) {
    const next = await found.next();
    if (next.done === true) break;
    paths.push(next.value.path);
  }
  return paths;
}

const [folder] = process.argv.slice(2);
if (folder !== undefined)
  void parseAlone(folder).then((done) => process.stdout.write(`${JSON.stringify(done)}\n`));

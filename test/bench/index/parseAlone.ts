/**
 * Walks, reads and chunks a folder with the product's own threads and does nothing else: what a cold index is compared
 * with. Started as a process of its own, so that nothing of the benchmark's takes part:
 *   tsx test/bench/index/parseAlone.ts FOLDER      prints {@link ParseAlone} as JSON
 */
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { silentLogger } from '../../../server/src/base/logger';
import { languageOf } from '../../../server/src/chunking/languages';
import { WorkerChunker } from '../../../server/src/chunking/workerChunker';
import { locateAssets } from '../../../server/src/engine/assets';
import { defaultPerformancePlan } from '../../../server/src/pacing/performancePlan';
import { readSource } from '../../../server/src/workspace/fileReader';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { walk } from '../../../server/src/workspace/walker';

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

/** As many files under way as the indexer has. */
const CONCURRENT_FILES = 8;

/** The default of `akin.index.maxFileSizeKiB`. */
const MAX_FILE_BYTES = 1024 * 1024;

const packageRoot = join(__dirname, '..', '..', '..');

async function parseAlone(root: string): Promise<ParseAlone> {
  const { signal } = new AbortController();
  const { grammarsDir, syntaxesDir, chunkingWorker: script } = locateAssets(packageRoot);
  const threads = defaultPerformancePlan(false).parsingThreads;
  const done: ParseAlone = { files: 0, chunks: 0, bytes: 0, wallSeconds: 0, threads };
  const started = performance.now();
  const chunker = new WorkerChunker({ script, grammarsDir, syntaxesDir, threads, logger: silentLogger });
  const rules = await IgnoreRules.load(root, []);
  const found = walk({ root, rules, onSkip: () => undefined, signal });
  const work = async (): Promise<void> => {
    for (let next = await found.next(); next.done !== true; next = await found.next()) {
      const { path } = next.value;
      const content = await readSource(join(root, path), MAX_FILE_BYTES);
      if ('skip' in content) continue;
      const { text, bytes } = content;
      const { chunks } = await chunker.chunk({ path, text, language: languageOf(path, text) }, signal);
      done.files++;
      done.chunks += chunks.length;
      done.bytes += bytes.length;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_FILES }, work));
  done.wallSeconds = (performance.now() - started) / 1000;
  await chunker.dispose();
  return done;
}

const [folder] = process.argv.slice(2);
if (folder !== undefined)
  void parseAlone(folder).then((done) => process.stdout.write(`${JSON.stringify(done)}\n`));

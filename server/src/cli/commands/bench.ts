import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTS } from '../../chunking/searchTerms';
import type { FolderIndex } from '../../engine/folderIndex';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type Session, type SessionOptions, withSession } from '../session';
import { UsageError } from '../usageError';
import { waitForIndex, warnWhenDegraded } from './index';

/** What `akin bench --json` prints. */
export interface BenchReport {
  files: number;
  chunks: number;
  indexSeconds: number;
  chunksPerSecond: number;
  storeBytes: number;
  /** Questions asked, each once; 0 where the folder defines no names to ask for. */
  queries: number;
  queryP50Ms: number;
  queryP95Ms: number;
  /** The most memory that the process held at once. */
  peakMemoryBytes: number;
  model: string;
}

/** Enough for a 95th percentile that stands on five values. */
const QUERIES = 100;

/** Asked before the clock runs, so that code and caches are warm, as in an editor. */
const WARM_UP = 5;

/** Hits of a question, as in the quick pick of the editor. */
const LIMIT = 20;

/** Measures a folder from nothing: its index is made in a place of its own, asked and thrown away. */
export async function runBench(folder: string, options: SessionOptions & { json?: boolean }): Promise<void> {
  const storage = await mkdtemp(join(tmpdir(), 'akin-bench-'));
  // An interrupted run comes no further than this.
  const removeNow = (): void => rmSync(storage, { recursive: true, force: true });
  process.once('exit', removeNow);
  const bar = new ProgressBar(options.json !== true);
  try {
    const { index, report, status } = await withSession(
      folder,
      { ...options, storage },
      false,
      async (session) => {
        const index = session.folder;
        const started = performance.now();
        await waitForIndex(session);
        const seconds = (performance.now() - started) / 1000;
        bar.stop();
        return { index, report: await measure(session, seconds), status: index.status() };
      },
      (engine) => bar.update(() => engine.status()),
    );
    if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
    warnWhenDegraded(status);
    const complete = { ...report, storeBytes: index.bytesOnDisk };
    if (options.json === true) writeJson(complete);
    else writeLine(describe(complete));
  } finally {
    bar.stop();
    await rm(storage, { recursive: true, force: true });
    process.off('exit', removeNow);
  }
}

async function measure({ engine, folder, signal }: Session, seconds: number): Promise<BenchReport> {
  const { chunks, model } = folder.status();
  const questions = await questionsOf(folder);
  const times: number[] = [];
  for (const [place, query] of [...questions.slice(0, WARM_UP), ...questions].entries()) {
    const started = performance.now();
    await engine.search({ query, limit: LIMIT }, signal);
    if (place >= Math.min(WARM_UP, questions.length)) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return {
    files: folder.indexedFiles,
    chunks,
    indexSeconds: rounded(seconds),
    chunksPerSecond: Math.round(chunks / seconds),
    storeBytes: 0,
    queries: times.length,
    queryP50Ms: rounded(percentile(times, 0.5)),
    queryP95Ms: rounded(percentile(times, 0.95)),
    // Given in KiB on every platform (https://nodejs.org/api/process.html#processresourceusage).
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    model,
  };
}

/** Names that the folder defines, spelled out as words: evenly from all over it, and the same at each run. */
async function questionsOf({ store }: FolderIndex): Promise<string[]> {
  const names = new Set<string>();
  if (store !== undefined)
    for await (const batch of store.readChunks())
      for (const { symbol } of batch) if (symbol !== '') names.add(symbol.match(PARTS)?.join(' ') ?? symbol);
  const sorted = [...names].sort();
  const step = Math.max(1, sorted.length / QUERIES);
  return Array.from(
    { length: Math.min(QUERIES, sorted.length) },
    (_, place) => sorted[Math.floor(place * step)] ?? '',
  );
}

/** The smallest value that at least this share does not exceed (nearest rank); 0 of nothing. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function describe(report: BenchReport): string {
  const { files, chunks, indexSeconds, chunksPerSecond, queries, queryP50Ms, queryP95Ms } = report;
  const rate = chunksPerSecond.toLocaleString('en-US');
  const asked =
    queries === 0 ? 'none: the folder defines no names' : `${queryP50Ms} ms p50, ${queryP95Ms} ms p95`;
  return [
    `Index    ${formatCount(files, 'file')}, ${formatCount(chunks, 'chunk')} in ${indexSeconds} s (${rate} chunks/s)`,
    `Disk     ${formatBytes(report.storeBytes)}`,
    `Queries  ${asked}${queries === 0 ? '' : ` (${formatCount(queries, 'question')})`}`,
    `Memory   ${formatBytes(report.peakMemoryBytes)} at most`,
    `Model    ${report.model === '' ? 'none' : report.model}`,
  ].join('\n');
}

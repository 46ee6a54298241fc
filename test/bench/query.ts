/**
 * Measures how long a search takes in a large index at rest, through the built language server:
 *   npm run bench:query -- [FOLDER] [--chunks N] [--questions N]
 * Without a folder one of about 100,000 chunks is made. Exit codes: 0, 1 when something failed, 2 for bad input.
 */
import { existsSync, realpathSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { ScratchFolder } from '../unit/scratchFolder';
import { type IndexedServer, indexFolder, memoryOfServer } from './indexedServer';
import { Chance } from './query/chance';
import { makeFolder } from './query/madeFolder';
import { type QueryOptions, readOptions } from './query/options';
import { questionsAbout } from './query/questions';
import { BadInput, ensureBuilt, runBench, tell, withScratch } from './runBench';
import { percentile } from './statistics';

/** As many hits as the benchmark of retrieval asks for. */
const LIMIT = 10;

/** Any number does; the same one asks the same questions. */
const SEED = 7;

const BYTES_PER_MIB = 2 ** 20;

function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.folder !== undefined && !existsSync(options.folder))
    throw new BadInput(`There is no folder ${options.folder}.`);
  ensureBuilt();
  return withScratch((scratch) => measure(options, scratch));
}

async function measure(options: QueryOptions, scratch: ScratchFolder): Promise<void> {
  if (options.folder === undefined) tell(`Making a folder of about ${options.chunks} chunks …`);
  const folder = realpathSync(options.folder ?? (await makeFolder(scratch, options.chunks)));
  const questions = questionsAbout(folder, options.questions, new Chance(SEED));
  tell('Indexing …');
  const indexed = await indexFolder(folder, scratch.at('storage'));
  try {
    const before = memoryText(indexed);
    const times = await askAll(indexed, questions);
    const { status, indexSeconds } = indexed;
    const lines = [
      `index    ${status.filesDone} files, ${status.chunks} chunks, ${(status.storeBytes / BYTES_PER_MIB).toFixed(0)} MiB on disk, ${indexSeconds.toFixed(1)} s`,
      `queries  ${times.length} one after the other: p50 ${ms(percentile(times, 0.5))}, p95 ${ms(percentile(times, 0.95))}, max ${ms(Math.max(...times))}; the first ${ms(times[0])}`,
      `memory   after indexing ${before}; after the queries ${memoryText(indexed)}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    await indexed.server.stop();
  } catch (error) {
    await indexed.server.kill();
    throw error;
  }
}

/** @returns milliseconds from each request to its answer */
async function askAll({ server }: IndexedServer, questions: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const query of questions) {
    const started = performance.now();
    await server.search({ query, limit: LIMIT });
    times.push(performance.now() - started);
  }
  return times;
}

function memoryText(indexed: IndexedServer): string {
  const memory = memoryOfServer(indexed);
  return memory === undefined ? 'unknown' : `${memory.now} MiB (peak ${memory.peak} MiB)`;
}

function ms(value = Number.NaN): string {
  return `${value.toFixed(1)} ms`;
}

void runBench(main);

/**
 * Measures how long a search takes in a large index at rest, through the built language server:
 *   npm run bench:query -- [FOLDER] [--chunks N] [--questions N] [--write]
 * Without a folder one of about 100,000 chunks is made. `--write` asks VS Code's own text search for the same names and puts the page into
 * docs/benchmarks/. Exit codes: 0, 1 when something failed, 2 for bad input.
 */
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuplicatesChanged, DuplicatesRequest } from '../../protocol/duplicateMessages';
import { packageRoot, type LanguageServerProcess } from '../server/languageServerProcess';
import type { ScratchFolder } from '../unit/scratchFolder';
import { inHouseFormat } from './houseFormat';
import { type IndexedServer, indexFolder, memoryOfServer } from './indexedServer';
import { Chance } from './query/chance';
import { makeFolder } from './query/madeFolder';
import { type QueryOptions, readOptions } from './query/options';
import { questionsAbout } from './query/questions';
import { queryPage } from './query/report';
import { vscodeTextSearch } from './query/textSearch';
import { BadInput, ensureBuilt, runBench, tell, withScratch } from './runBench';
import { percentile } from './statistics';

/** As many hits as the benchmark of retrieval asks for. */
const LIMIT = 10;

/** Any number does; the same one asks the same questions. */
const SEED = 7;

const BYTES_PER_MIB = 2 ** 20;

const PAGE = 'query.md';

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
    await untilDuplicatesAreFound(indexed.server);
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
    if (options.write) await writePage(folder, questions, times, indexed);
  } catch (error) {
    await indexed.server.kill();
    throw error;
  }
}

/** Looking for duplicates follows indexing and has the processors until it is over. */
function untilDuplicatesAreFound(server: LanguageServerProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      server.send(DuplicatesRequest, { limit: 1 }).then(({ state }) => {
        if (state.stage === 'ready') resolve();
      }, reject);
    };
    server.connection.onNotification(DuplicatesChanged, look);
    look();
  });
}

/** Names are questions of one word. */
const isName = (question: string): boolean => !question.includes(' ');

async function writePage(
  folder: string,
  questions: readonly string[],
  times: readonly number[],
  { status, indexSeconds }: IndexedServer,
): Promise<void> {
  tell('Asking the text search …');
  const engine = vscodeTextSearch();
  const names = questions.filter(isName);
  // The first reads the files from the disk.
  for (const name of names.slice(0, 1)) engine.find(folder, name);
  const report = {
    folder: basename(folder),
    files: status.filesDone,
    chunks: status.chunks,
    indexSeconds,
    sentences: times.filter((_, index) => !isName(questions[index] ?? '')),
    names: times.filter((_, index) => isName(questions[index] ?? '')),
    textSearch: names.map((name) => engine.find(folder, name)),
    engine: engine.version,
  };
  const page = await inHouseFormat(PAGE, queryPage(report));
  process.stdout.write(page);
  writeFileSync(join(packageRoot, 'docs', 'benchmarks', PAGE), page);
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

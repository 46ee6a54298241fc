/**
 * Shows what the built-in model costs: its parts, in threads, through the model runtime, and beside the parsing of the
 * same sources. Medians of {@link ROUNDS} rounds; `CPU` counts all threads, so that it says something on a busy machine.
 * `npm run bench:embedding [-- [--dist DIR] FOLDER ...]`; needs a build.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { silentLogger } from '../../server/src/base/logger';
import type { SourceText } from '../../server/src/chunking/chunk';
import { Chunker } from '../../server/src/chunking/chunker';
import { embeddedText } from '../../server/src/chunking/embeddedText';
import { languageOf, syntaxLanguages } from '../../server/src/chunking/languages';
import { locateModel, type StaticSource } from '../../server/src/embedding/modelFiles';
import { StaticModel } from '../../server/src/embedding/staticModel';
import { WorkerEmbedder } from '../../server/src/embedding/workerEmbedder';
import { BUILT_IN_MODEL } from '../../server/src/engine/assets';

const OWN_FOLDERS = ['server/src', 'client/src', 'training', 'test'];

const ROUNDS = 5;

/** The sources' chunks are repeated up to this many texts: a middle-sized project. */
const TEXTS = 20_000;

/** The model runtime is far slower; this many show how much. */
const RUNTIME_TEXTS = 1_000;
const RUNTIME_BATCH = 32;

const MAX_FILE_BYTES = 1_000_000;
const MAX_TOKENS = 511;

const never = new AbortController().signal;

interface Cost {
  wallMs: number;
  cpuMs: number;
}

async function main(): Promise<void> {
  const root = process.cwd();
  const { values, positionals } = parseArgs({
    options: { dist: { type: 'string', default: join(root, 'dist') } },
    allowPositionals: true,
  });
  const script = resolve(values.dist, 'embeddingWorker.js');
  if (!existsSync(script)) throw new Error(`There is no ${script}: build first, or name another --dist.`);
  const model = await builtInModel(root);
  const table = await StaticModel.load(model);
  const chunker = await Chunker.create({
    grammarsDir: resolve(values.dist, 'grammars'),
    syntaxesDir: join(root, 'syntaxes'),
  });
  const sources = readSources(positionals.length > 0 ? positionals : OWN_FOLDERS);
  const distinct = await chunkAll(chunker, sources);
  if (distinct.length === 0) throw new Error('There is no source in these folders.');
  const texts = repeat(distinct, TEXTS);
  const ids = texts.map((text) => table.tokenizer.encode(text, MAX_TOKENS));
  const tokens = ids.reduce((sum, { length }) => sum + length, 0) / ids.length;
  console.log(
    `${sources.length} files, ${distinct.length} chunks; ${texts.length} texts of ${tokens.toFixed(0)} tokens each`,
  );
  console.log('what                              texts   wall ms    CPU ms   texts/s');

  await report('tokenising', texts.length, () => {
    for (const text of texts) table.tokenizer.encode(text, MAX_TOKENS);
  });
  await report('table', texts.length, () => {
    const vector = new Float32Array(table.dimensions);
    for (const some of ids) table.table.writeMean(some, vector);
  });
  await report('both', texts.length, () => void table.embed(texts));
  const embedding = await reportThreads(1, model, script, texts);
  await reportThreads(2, model, script, texts);
  await reportRuntime(model, texts.slice(0, RUNTIME_TEXTS));
  const parsing = await report('chunking (parsing)', distinct.length, () => chunkAll(chunker, sources));
  const perThousand = (cost: Cost, count: number): number => (cost.cpuMs / count) * 1_000;
  const [embedMs, parseMs] = [perThousand(embedding, texts.length), perThousand(parsing, distinct.length)];
  console.log(
    `CPU for 1,000 chunks: embedding ${embedMs.toFixed(0)} ms (1 thread and its caller), parsing ${parseMs.toFixed(0)} ms: ` +
      `embedding costs ${((100 * embedMs) / parseMs).toFixed(0)} % of parsing`,
  );
}

async function builtInModel(root: string): Promise<StaticSource> {
  const builtInFolder = join(root, 'models', BUILT_IN_MODEL);
  const model = await locateModel({ model: '', allowDownload: false, builtInFolder, cacheDir: '' });
  if (model.architecture !== 'static') throw new Error(`${builtInFolder} is not a static model.`);
  return model;
}

function readSources(folders: readonly string[]): SourceText[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => !/(?:^|\/)(?:\.git|node_modules)\//.test(path))
      .filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_FILE_BYTES)
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
      .map(({ path, text }) => ({ path, text, language: languageOf(path, text) }))
      .filter(({ language }) => syntaxLanguages.includes(language)),
  );
}

async function chunkAll(chunker: Chunker, sources: readonly SourceText[]): Promise<string[]> {
  const texts: string[] = [];
  for (const source of sources) texts.push(...(await chunker.chunk(source)).chunks.map(embeddedText));
  return texts;
}

function repeat(texts: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => texts[index % texts.length] ?? '');
}

async function reportThreads(
  threads: number,
  model: StaticSource,
  script: string,
  texts: readonly string[],
): Promise<Cost> {
  const embedder = await WorkerEmbedder.create({ model, script, threads, logger: silentLogger }, never);
  // Starts the other threads too.
  await embedder.embed(texts, never);
  const cost = await report(`WorkerEmbedder, ${threads} thread(s)`, texts.length, () =>
    embedder.embed(texts, never),
  );
  await embedder.dispose();
  return cost;
}

async function reportRuntime(source: StaticSource, texts: readonly string[]): Promise<void> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(source.folder);
  const name = basename(source.folder);
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const model = await AutoModel.from_pretrained(name, {
    local_files_only: true,
    dtype: 'fp32',
    device: 'cpu',
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  await report('model runtime, 1 thread', texts.length, async () => {
    for (let at = 0; at < texts.length; at += RUNTIME_BATCH) {
      const options = { padding: true, truncation: true, max_length: MAX_TOKENS + 1 };
      const inputs = tokenizer(texts.slice(at, at + RUNTIME_BATCH), options) as Record<string, Tensor>;
      const output = (await model(inputs)) as Record<string, Tensor>;
      for (const tensor of [...Object.values(inputs), ...Object.values(output)]) tensor.dispose();
    }
  });
  await model.dispose();
}

async function report(what: string, texts: number, act: () => unknown): Promise<Cost> {
  await act();
  const rounds: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [wall, cpu] = [performance.now(), cpuNow()];
    await act();
    rounds.push({ wallMs: performance.now() - wall, cpuMs: cpuNow() - cpu });
  }
  const cost = {
    wallMs: median(rounds.map(({ wallMs }) => wallMs)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
  };
  const column = (value: number): string => value.toFixed(0).padStart(10);
  console.log(
    `${what.padEnd(30)}${String(texts).padStart(9)}${column(cost.wallMs)}${column(cost.cpuMs)}${column((texts / cost.wallMs) * 1_000)}`,
  );
  return cost;
}

/** Milliseconds of processor time of all threads of this process. */
function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

void main();

/**
 * Measures a model on the development benchmark as the product uses it: the product's chunker and embedded text, the
 * model through transformers.js, NDCG@10 by file with vectors alone (a file's best chunk speaks for it).
 * `tsx training/src/evaluate.ts --data DIR --checkouts DIR [--model FOLDER] [--grammars DIR]`
 */
import { dirname, basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { Chunker } from '../../server/src/chunking/chunker';
import { embeddedText } from '../../server/src/chunking/embeddedText';
import { readBenchmark, type BenchmarkQuery, type BenchmarkSet } from './benchmark';

const BATCH = 64;
const TOP = 10;

type Embed = (texts: string[]) => Promise<Float32Array[]>;

async function main(): Promise<void> {
  const root = process.cwd();
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/bench/retrieval' },
      checkouts: { type: 'string' },
      model: { type: 'string', default: join(root, 'models/akin-static-v2') },
      grammars: { type: 'string', default: join(root, 'dist/grammars') },
    },
  });
  if (values.checkouts === undefined) throw new Error('--checkouts DIR is missing.');
  const chunker = await Chunker.create({ grammarsDir: values.grammars, syntaxesDir: join(root, 'syntaxes') });
  const embed = await loadModel(resolve(values.model));
  const figures: number[] = [];
  for await (const set of readBenchmark(values.data, values.checkouts, chunker)) {
    const figure = await measure(set, embed);
    figures.push(figure);
    console.log(
      `${set.name}\t${figure.toFixed(4)}\t${set.chunks.length} chunks\t${set.queries.length} questions`,
    );
  }
  console.log(`mean\t${mean(figures).toFixed(4)}`);
}

async function loadModel(folder: string): Promise<Embed> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const name = basename(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const model = await AutoModel.from_pretrained(name, {
    local_files_only: true,
    dtype: 'fp32',
    device: 'cpu',
  });
  return async (texts) => {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += BATCH) {
      const batch = texts.slice(at, at + BATCH);
      const inputs = tokenizer(batch, { padding: true, truncation: true, max_length: 512 }) as Record<
        string,
        Tensor
      >;
      const output = (await model(inputs)) as Record<string, Tensor>;
      const tensor = output['sentence_embedding'];
      if (tensor === undefined) throw new Error('The model has no output sentence_embedding.');
      const data = tensor.data as Float32Array;
      const size = data.length / batch.length;
      batch.forEach((_, row) => vectors.push(data.slice(row * size, (row + 1) * size)));
      for (const used of [...Object.values(inputs), tensor]) used.dispose();
    }
    return vectors;
  };
}

async function measure({ chunks, queries }: BenchmarkSet, embed: Embed): Promise<number> {
  const codes = await embed(chunks.map(embeddedText));
  const asked = await embed(queries.map((query) => query.text));
  const paths = chunks.map((chunk) => chunk.path);
  return mean(queries.map((query, index) => ndcg(rankedFiles(asked[index], codes, paths), query)));
}

/** The first ten files, each at the place of its best chunk. */
function rankedFiles(query: Float32Array | undefined, codes: Float32Array[], paths: string[]): string[] {
  const scored = codes.map((code, index) => ({ path: paths[index] ?? '', score: dot(query, code) }));
  return [...new Set(scored.sort((a, b) => b.score - a.score).map(({ path }) => path))].slice(0, TOP);
}

function ndcg(files: string[], { targets }: BenchmarkQuery): number {
  const gain = (rank: number): number => 1 / Math.log2(rank + 2);
  const got = files.reduce((sum, path, rank) => sum + (targets.includes(path) ? gain(rank) : 0), 0);
  const ideal = targets.slice(0, TOP).reduce((sum, _, rank) => sum + gain(rank), 0);
  return got / ideal;
}

function dot(a: Float32Array | undefined, b: Float32Array): number {
  return b.reduce((sum, value, index) => sum + value * (a?.[index] ?? 0), 0);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

void main();

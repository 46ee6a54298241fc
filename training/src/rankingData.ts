/**
 * Writes what the ranker learns from: for every question of a benchmark folder, the features of its candidate files.
 * `tsx training/src/rankingData.ts --out FILE (--set DATA:CHECKOUTS)... [--model FOLDER] [--grammars DIR]`
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chunker } from '../../server/src/chunking/chunker';
import { StaticModel } from '../../server/src/embedding/staticModel';
import { type PreparedChunk, prepareFile } from '../../server/src/indexing/prepareFile';
import { fileFeatures } from '../../server/src/search/fileFeatures';
import { SearchIndex } from '../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../server/src/search/queryAnalysis';
import { measure } from '../../server/src/search/signals';
import { IgnoreRules } from '../../server/src/workspace/ignoreRules';
import { directFolderReader } from '../../server/src/workspace/folderReader';
import { walk } from '../../server/src/workspace/walker';
import { readQueries, rowsOf } from './benchmark';

/** As the product's default setting. */
const MAX_FILE_BYTES = 1 << 20;
const BATCH = 256;

interface Row {
  set: string;
  repository: string;
  category: string;
  kind: string;
  query: string;
  /** Targets on disk, found among the candidates or not. */
  targets: number;
  paths: string[];
  labels: number[];
  features: number[][];
}

async function main(): Promise<void> {
  const root = process.cwd();
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: join(root, '.cache/training/ranking.jsonl') },
      model: { type: 'string', default: join(root, 'models/akin-static-v2') },
      grammars: { type: 'string', default: join(root, 'dist/grammars') },
    },
  });
  const model = await StaticModel.load({
    folder: values.model,
    onnxFile: 'onnx/model.onnx',
    dimensions: 256,
  });
  const chunker = await Chunker.create({ grammarsDir: values.grammars, syntaxesDir: join(root, 'syntaxes') });
  const lines: string[] = [];
  let names: string[] = [];
  for (const set of values.set) {
    const [data = '', checkouts = ''] = set.split(':');
    for (const [name = ''] of rowsOf(join(data, 'repos.tsv'))) {
      const folder = join(checkouts, name);
      if (!existsSync(folder) || !existsSync(join(data, `${name}.tsv`))) continue;
      const started = performance.now();
      const chunks = await chunksOf(folder, chunker);
      if (chunks.length === 0)
        throw new Error(`Nothing is indexed of ${folder}: is it left out by ignore rules?`);
      const index = indexOf(chunks, model);
      for (const question of readQueries(join(data, `${name}.tsv`), folder)) {
        const query = analyseQuery(question.text);
        const signals = measure(index, query, {
          vector: model.embed([query.text]),
          accepts: undefined,
          minimumSimilarity: -1,
        });
        const features = fileFeatures(index, query, signals);
        names = Object.keys(features[0] ?? {});
        const paths = signals.files.map(({ file }) => file.path);
        const row: Row = {
          set: data,
          repository: name,
          category: question.category,
          kind: query.kind,
          query: question.text,
          targets: question.targets.length,
          paths,
          labels: paths.map((path) => (question.targets.includes(path) ? 1 : 0)),
          features: features.map((feature) =>
            Object.values(feature).map((value) => Math.round(value * 1e5) / 1e5),
          ),
        };
        lines.push(JSON.stringify(row));
      }
      console.error(`${name}: ${chunks.length} chunks, ${Math.round(performance.now() - started)} ms`);
    }
  }
  writeFileSync(values.out, `${JSON.stringify(names)}\n${lines.join('\n')}\n`);
}

async function chunksOf(folder: string, chunker: Chunker): Promise<PreparedChunk[]> {
  const chunks: PreparedChunk[] = [];
  const { signal } = new AbortController();
  const rules = await IgnoreRules.load(folder, []);
  for await (const { path } of walk({
    root: folder,
    rules,
    reader: directFolderReader,
    onSkip: () => undefined,
    signal,
  })) {
    const options = { root: folder, maxBytes: MAX_FILE_BYTES };
    const prepared = await prepareFile({ path, knownHash: '' }, options, chunker);
    if (prepared.kind === 'chunked') chunks.push(...prepared.chunks);
  }
  return chunks;
}

function indexOf(chunks: readonly PreparedChunk[], model: StaticModel): SearchIndex {
  const index = new SearchIndex(model.dimensions);
  for (let at = 0; at < chunks.length; at += BATCH) {
    const batch = chunks.slice(at, at + BATCH);
    const vectors = model.embed(batch.map(({ text }) => text));
    batch.forEach(({ chunk }, i) => {
      chunk.vector = vectors.slice(i * model.dimensions, (i + 1) * model.dimensions);
    });
  }
  index.add(chunks.map(({ chunk }) => chunk));
  return index;
}

void main();

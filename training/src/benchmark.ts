import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk } from '../../server/src/chunking/chunk';
import type { Chunker } from '../../server/src/chunking/chunker';
import { languageOf, syntaxLanguages } from '../../server/src/chunking/languages';

/** A question and the files that answer it. */
export interface BenchmarkQuery {
  category: string;
  text: string;
  targets: string[];
}

/** One repository of the benchmark, chunked. */
export interface BenchmarkSet {
  name: string;
  chunks: Chunk[];
  queries: BenchmarkQuery[];
}

const MAX_FILE_BYTES = 1_000_000;

/** Reads the benchmark in `data` (see its README) with the working trees in `checkouts`, one folder per repository. */
export async function* readBenchmark(
  data: string,
  checkouts: string,
  chunker: Chunker,
): AsyncGenerator<BenchmarkSet> {
  for (const row of rowsOf(join(data, 'repos.tsv'))) {
    const [name = '', , , , folder = ''] = row;
    const root = join(checkouts, name);
    if (!existsSync(root)) continue;
    const queries = readQueries(join(data, `${name}.tsv`), root);
    const chunks: Chunk[] = [];
    for (const path of filesUnder(root, folder)) {
      const text = readFileSync(join(root, path), 'utf8');
      const language = languageOf(path, text);
      if (syntaxLanguages.includes(language))
        chunks.push(...(await chunker.chunk({ path, language, text })).chunks);
    }
    yield { name, chunks, queries };
  }
}

/** The questions of a repository; targets that are not on disk are left out, as is a question without any. */
export function readQueries(file: string, root: string): BenchmarkQuery[] {
  return rowsOf(file).flatMap(([category = '', text = '', relevant = '', secondary = '']) => {
    const paths = [relevant, secondary]
      .flatMap((list) => list.split('|'))
      .map((path) => path.replace(/#.*$/, ''));
    const targets = [...new Set(paths)].filter((path) => path !== '' && existsSync(join(root, path)));
    return targets.length === 0 ? [] : [{ category, text, targets }];
  });
}

/** The cells of a tab-separated file. */
export function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

function filesUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => !/(?:^|\/)\.git\//.test(path))
    .filter((path) => {
      const stat = statSync(join(root, path));
      return stat.isFile() && stat.size <= MAX_FILE_BYTES;
    })
    .sort();
}

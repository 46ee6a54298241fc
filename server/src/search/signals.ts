import { scoreTerms, type SlotFilter } from './bm25';
import type { SearchFile, SearchIndex } from './index/searchIndex';
import type { AnalysedQuery } from './queryAnalysis';
import { coverFiles, type FileCover, type QuestionWords, questionWords } from './questionCover';

/** Files that each order puts forward: the answer was among them for all but one of 678 questions on 31 repositories. */
const FILES_PER_ORDER = 100;

/** Files that define a name which is asked for: more define `main` or `run`, which is then no name to tell files apart by. */
const MAX_DEFINING_FILES = 200;

/** Chunks of a file that its sums over the best ones take. */
const BEST_CHUNKS = 3;

/** What is known of one file for one query, over those of its chunks that the filter lets through. */
export interface FileSignals {
  file: SearchFile;
  /** The file taken as one document. */
  fileBm25: number;
  /** The best chunk, and the sum of the best three. */
  chunkBm25: number;
  bm25Top3: number;
  /** Cosines of the best chunk, of the mean of the best three, and of the mean of all; NaN without vectors. */
  cosine: number;
  cosineTop3: number;
  meanCosine: number;
}

/** Mean and standard deviation. */
export interface Spread {
  mean: number;
  deviation: number;
}

export interface QuerySignals {
  words: QuestionWords;
  /** The candidates. */
  files: FileSignals[];
  covers: Map<SearchFile, FileCover>;
  /** By slot. */
  chunkBm25: Float32Array;
  /** By slot; undefined without a query vector. */
  cosines: Float32Array | undefined;
  /** Over all files. */
  cosineSpread: Spread;
  meanCosineSpread: Spread;
}

/** What takes part in a measurement. */
export interface MeasureOptions {
  /** Undefined when there is no model. */
  vector: Float32Array | undefined;
  accepts: SlotFilter;
  /** Chunks without a word of the query and less near than this are no answer. */
  minimumSimilarity: number;
}

/** Measures a query against every chunk and file, and keeps the files that any of the orders puts among its first. */
export function measure(index: SearchIndex, query: AnalysedQuery, options: MeasureOptions): QuerySignals {
  const { vector, accepts } = options;
  const scores = scoreTerms(index, query.terms, accepts);
  const cosines = vector === undefined ? undefined : index.vectors.dotAll(vector);
  const all: FileSignals[] = [];
  for (const file of index.files.values()) {
    const signals = fileSignals(index, file, scores.chunks, cosines, accepts);
    signals.fileBm25 = scores.files[file.id] ?? 0;
    all.push(signals);
  }
  const defining = new Set(
    query.symbols.flatMap((name) =>
      index
        .definitionsOf(name)
        .filter((slot) => accepts === undefined || accepts(slot))
        .map((slot) => index.fileOf(slot)),
    ),
  );
  const files = candidates(all, defining, options.minimumSimilarity);
  const words = questionWords(index, query.stems);
  return {
    words,
    files,
    covers: coverFiles(
      index,
      words,
      files.map(({ file }) => file),
      accepts,
    ),
    chunkBm25: scores.chunks,
    cosines,
    cosineSpread: spreadOf(all.map(({ cosine }) => cosine)),
    meanCosineSpread: spreadOf(all.map(({ meanCosine }) => meanCosine)),
  };
}

/** Runs over every chunk of the folder, hence without a call or an object for each. */
function fileSignals(
  index: SearchIndex,
  file: SearchFile,
  chunkBm25: Float32Array,
  cosines: Float32Array | undefined,
  accepts: SlotFilter,
): FileSignals {
  const words = [0, 0, 0];
  const near = [NONE, NONE, NONE];
  let vectors = 0;
  let sum = 0;
  for (const slot of file.slots) {
    if (accepts !== undefined && !accepts(slot)) continue;
    const score = chunkBm25[slot] as number;
    if (score > (words[2] as number)) insert(words, score);
    if (cosines === undefined || !index.vectors.has(slot)) continue;
    const cosine = cosines[slot] as number;
    vectors++;
    sum += cosine;
    if (cosine > (near[2] as number)) insert(near, cosine);
  }
  const best = near.slice(0, Math.min(vectors, BEST_CHUNKS));
  return {
    file,
    fileBm25: 0,
    chunkBm25: words[0] ?? 0,
    bm25Top3: words.reduce((total, score) => total + score, 0),
    cosine: vectors === 0 ? Number.NaN : (near[0] as number),
    cosineTop3: best.reduce((total, cosine) => total + cosine, 0) / best.length,
    meanCosine: sum / vectors / (file.meanLength || 1),
  };
}

/** Less than any cosine. */
const NONE = -2;

/** Puts a value greater than the last into a descending list and drops the last. */
function insert(list: number[], value: number): void {
  let at = list.length - 1;
  for (; at > 0 && value > (list[at - 1] as number); at--) list[at] = list[at - 1] as number;
  list[at] = value;
}

function candidates(
  all: readonly FileSignals[],
  defining: ReadonlySet<SearchFile | undefined>,
  minimumSimilarity: number,
): FileSignals[] {
  const worth = all.filter((f) => f.fileBm25 > 0 || f.cosine >= minimumSimilarity || defining.has(f.file));
  const definers = worth.filter(({ file }) => defining.has(file));
  const chosen = new Set(
    definers.length <= MAX_DEFINING_FILES
      ? definers
      : inOrder(definers, (f) => f.fileBm25).slice(0, MAX_DEFINING_FILES),
  );
  const orders = [
    (f: FileSignals) => f.fileBm25,
    (f: FileSignals) => f.chunkBm25,
    (f: FileSignals) => f.cosine,
    (f: FileSignals) => f.meanCosine,
  ];
  for (const order of orders) for (const f of inOrder(worth, order).slice(0, FILES_PER_ORDER)) chosen.add(f);
  return [...chosen];
}

/** The files with a value above zero, greatest first; ties by path, so that equal input gives equal output. */
export function inOrder(files: readonly FileSignals[], value: (f: FileSignals) => number): FileSignals[] {
  return files
    .filter((f) => value(f) > 0)
    .sort((a, b) => value(b) - value(a) || (a.file.path < b.file.path ? -1 : 1));
}

function spreadOf(values: readonly number[]): Spread {
  const numbers = values.filter((value) => !Number.isNaN(value));
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, numbers.length);
  return { mean, deviation: Math.sqrt(squares) || 1 };
}

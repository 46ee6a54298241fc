import { BestByFile, NONE } from './bestByFile';
import { scoreTerms, type SlotFilter, type TermScores } from './bm25';
import type { SearchFile, SearchIndex } from './index/searchIndex';
import type { AnalysedQuery } from './queryAnalysis';
import { coverFiles, type FileCover, type QuestionWords, questionWords } from './questionCover';

/** Files that each order puts forward: the answer was among them for all but one of 678 questions on 31 repositories. */
const FILES_PER_ORDER = 60;

/** Files that define a name which is asked for: more define `main` or `run`, which is then no name to tell files apart by. */
const MAX_DEFINING_FILES = 200;

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
  const folder = measureFiles(index, scores, cosines, accepts);
  const defining = new Set<number>();
  for (const name of query.symbols)
    for (const slot of index.definitionsOf(name))
      if (accepts === undefined || accepts(slot)) defining.add(index.fileIdBySlot[slot] as number);
  const files = candidates(folder, defining, options.minimumSimilarity).map((id) => fileSignals(folder, id));
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
    cosineSpread: spreadOf(folder.cosine),
    meanCosineSpread: spreadOf(folder.meanCosine),
  };
}

/** Every file of a folder measured, by file id. */
interface MeasuredFolder {
  files: readonly (SearchFile | undefined)[];
  fileBm25: Float32Array;
  words: BestByFile;
  near: BestByFile;
  /** The orders that need an array of their own: NaN without vectors. */
  chunkBm25: Float32Array;
  cosine: Float32Array;
  meanCosine: Float32Array;
}

function measureFiles(
  index: SearchIndex,
  scores: TermScores,
  cosines: Float32Array | undefined,
  accepts: SlotFilter,
): MeasuredFolder {
  const { fileIds } = index;
  const words = bestByFile(index, scores.chunks, scores.chunks, accepts);
  const near =
    cosines === undefined
      ? new BestByFile(fileIds)
      : bestByFile(index, cosines, index.vectors.rowFactors, accepts);
  const files = index.filesById;
  const lengths = meanLengths(index);
  const chunkBm25 = new Float32Array(fileIds);
  const cosine = new Float32Array(fileIds);
  const meanCosine = new Float32Array(fileIds);
  for (let id = 0; id < fileIds; id++) {
    chunkBm25[id] = words.greatest(id);
    cosine[id] = near.greatest(id);
    meanCosine[id] = (near.sum[id] as number) / (near.count[id] as number) / (lengths[id] as number);
  }
  return { files, fileBm25: scores.files, words, near, chunkBm25, cosine, meanCosine };
}

/** By index, for as long as nothing changes. */
const lengthCache = new WeakMap<SearchIndex, { revision: number; lengths: Float32Array }>();

/** {@link SearchIndex.meanLengthOf} by file id, 1 without vectors: looked up in thousands of objects it would cost more than the rest. */
function meanLengths(index: SearchIndex): Float32Array {
  const known = lengthCache.get(index);
  if (known?.revision === index.revision) return known.lengths;
  const lengths = Float32Array.from(
    index.filesById,
    (file) => (file === undefined ? 0 : index.meanLengthOf(file)) || 1,
  );
  lengthCache.set(index, { revision: index.revision, lengths });
  return lengths;
}

/**
 * The greatest values of each file, over the slots where `present` is not 0. A file's chunks stand in a row, so that most of the work is done in a few
 * numbers: this runs over every chunk of the folder.
 */
function bestByFile(
  { fileIdBySlot, fileIds, slots }: SearchIndex,
  values: Float32Array,
  present: Float32Array,
  accepts: SlotFilter,
): BestByFile {
  const best = new BestByFile(fileIds);
  let file = -1;
  let count = 0;
  let sum = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let slot = 0; slot < slots; slot++) {
    if (present[slot] === 0) continue;
    const id = fileIdBySlot[slot] as number;
    if (id < 0 || (accepts !== undefined && !accepts(slot))) continue;
    const value = values[slot] as number;
    if (id !== file) {
      if (count > 0) best.addRun(file, count, sum, first, second, third);
      file = id;
      count = 0;
      sum = 0;
      first = second = third = NONE;
    }
    count++;
    sum += value;
    if (value > first) {
      third = second;
      second = first;
      first = value;
    } else if (value > second) {
      third = second;
      second = value;
    } else if (value > third) third = value;
  }
  if (count > 0) best.addRun(file, count, sum, first, second, third);
  return best;
}

function fileSignals(folder: MeasuredFolder, id: number): FileSignals {
  return {
    file: folder.files[id] as SearchFile,
    fileBm25: folder.fileBm25[id] as number,
    chunkBm25: folder.chunkBm25[id] || 0,
    bm25Top3: folder.words.sumOfBest(id),
    cosine: folder.cosine[id] as number,
    cosineTop3: folder.near.meanOfBest(id),
    meanCosine: folder.meanCosine[id] as number,
  };
}

/** Ids of the files that any order puts among its first, and of those that define a name which is asked for. */
function candidates(
  folder: MeasuredFolder,
  defining: ReadonlySet<number>,
  minimumSimilarity: number,
): number[] {
  const { fileBm25, chunkBm25, cosine, meanCosine, files } = folder;
  const isWorth = (id: number): boolean =>
    (fileBm25[id] as number) > 0 || (cosine[id] as number) >= minimumSimilarity || defining.has(id);
  const chosen = new Set(
    defining.size <= MAX_DEFINING_FILES
      ? defining
      : firstBy(fileBm25, MAX_DEFINING_FILES, files, (id) => defining.has(id)),
  );
  for (const order of [fileBm25, chunkBm25, cosine, meanCosine])
    for (const id of firstBy(order, FILES_PER_ORDER, files, isWorth)) chosen.add(id);
  return [...chosen];
}

/** Steps between zero and the greatest value: a few more than the wanted files reach the bound that they give. */
const BUCKETS = 512;

/** A bound that at least `count` of the values reach, or zero: counting is much cheaper than sorting thousands. */
function lowerBound(values: Float32Array, ids: readonly number[], greatest: number, count: number): number {
  if (ids.length <= count) return 0;
  const buckets = new Int32Array(BUCKETS + 1);
  const scale = BUCKETS / greatest;
  for (const id of ids) {
    const bucket = Math.floor((values[id] as number) * scale);
    buckets[bucket] = (buckets[bucket] as number) + 1;
  }
  let reached = 0;
  let bucket = BUCKETS + 1;
  while (bucket > 0 && reached < count) reached += buckets[--bucket] as number;
  // One step lower: dividing and multiplying may not meet to the last bit.
  return (bucket - 1) / scale;
}

/** The ids with the greatest values above zero; ties by path, so that equal input gives equal output. */
function firstBy(
  values: Float32Array,
  count: number,
  files: readonly (SearchFile | undefined)[],
  accepts: (id: number) => boolean,
): number[] {
  const ids: number[] = [];
  let greatest = 0;
  for (let id = 0; id < values.length; id++) {
    const value = values[id] as number;
    if (!(value > 0) || !accepts(id)) continue;
    ids.push(id);
    if (value > greatest) greatest = value;
  }
  const least = lowerBound(values, ids, greatest, count);
  return ids
    .filter((id) => (values[id] as number) >= least)
    .sort((a, b) => {
      const difference = (values[b] as number) - (values[a] as number);
      return difference || ((files[a] as SearchFile).path < (files[b] as SearchFile).path ? -1 : 1);
    })
    .slice(0, count);
}

/** The files with a value above zero, greatest first; ties by path, so that equal input gives equal output. */
export function inOrder(files: readonly FileSignals[], value: (f: FileSignals) => number): FileSignals[] {
  return files
    .filter((f) => value(f) > 0)
    .sort((a, b) => value(b) - value(a) || (a.file.path < b.file.path ? -1 : 1));
}

function spreadOf(values: Float32Array): Spread {
  let count = 0;
  let sum = 0;
  for (const value of values)
    if (!Number.isNaN(value)) {
      count++;
      sum += value;
    }
  const mean = sum / Math.max(1, count);
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / Math.max(1, count)) || 1 };
}

import type { SearchIndex } from './index/searchIndex';
import { countOf, Field, fieldsOf } from '../chunking/termValue';

/** Parameters of BM25 (Robertson and Zaragoza 2009, section 3.4). */
const K1 = 1.2;
const B = 0.75;
/** A file is long for many reasons, so that its length counts less than a chunk's. */
const FILE_B = 0.4;

/** What a term in these fields counts for besides its occurrence in the text, in occurrences. */
const NAME_COUNT = 3;
const SIGNATURE_COUNT = 0.5;
const DOC_COUNT = 0.5;

export interface TermScores {
  /** BM25 of every chunk, by slot; 0 where no term stands. */
  chunks: Float32Array;
  /** BM25 of files taken as documents, by file id; 0 where no term stands. */
  files: Float32Array;
}

/** Whether a chunk takes part; undefined for all. */
export type SlotFilter = ((slot: number) => boolean) | undefined;

/** Scores chunks and whole files by the terms of a query. */
export function scoreTerms(index: SearchIndex, terms: readonly string[], accepts: SlotFilter): TermScores {
  const chunks = new Float32Array(index.slots);
  const fileScores = new Float32Array(index.fileIds);
  const lengthNorms = fileLengthNorms(index);
  const inFile = new Float32Array(index.fileIds);
  for (const term of terms) {
    const { slots, counts, files } = occurrences(index, term, accepts, inFile);
    const idf = inverseFrequency(slots.length, index.size);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      const count = counts[i] as number;
      const norm = K1 * (1 - B + (B * index.lengthOf(slot)) / index.meanTerms);
      chunks[slot] = (chunks[slot] as number) + (idf * count * (K1 + 1)) / (count + norm);
    }
    const fileIdf = inverseFrequency(files.length, index.files.size);
    for (const id of files) {
      const count = inFile[id] as number;
      const gain = (fileIdf * count * (K1 + 1)) / (count + (lengthNorms[id] as number));
      fileScores[id] = (fileScores[id] as number) + gain;
      inFile[id] = 0;
    }
  }
  return { chunks, files: fileScores };
}

/** By index, for as long as nothing changes. */
const normCache = new WeakMap<SearchIndex, { revision: number; norms: Float32Array }>();

function fileLengthNorms(index: SearchIndex): Float32Array {
  const known = normCache.get(index);
  if (known?.revision === index.revision) return known.norms;
  const mean = (index.meanTerms * index.size) / Math.max(1, index.files.size);
  const norms = new Float32Array(index.fileIds);
  for (const file of index.filesById)
    if (file !== undefined) norms[file.id] = K1 * (1 - FILE_B + (FILE_B * file.terms) / mean);
  normCache.set(index, { revision: index.revision, norms });
  return norms;
}

/**
 * The chunks with a term, how often it counts in each, and the files of these chunks.
 * @param inFile is given the counts by file id; zeros before
 */
function occurrences(
  index: SearchIndex,
  term: string,
  accepts: SlotFilter,
  inFile: Float32Array,
): { slots: number[]; counts: number[]; files: number[] } {
  const owner = index.fileIdBySlot;
  const slots: number[] = [];
  const counts: number[] = [];
  const files: number[] = [];
  index.terms.forEach(term, (slot, value) => {
    const id = owner[slot] as number;
    if (id < 0 || (accepts !== undefined && !accepts(slot))) return;
    const count = weightedCount(value);
    slots.push(slot);
    counts.push(count);
    if (inFile[id] === 0) files.push(id);
    inFile[id] = (inFile[id] as number) + count;
  });
  return { slots, counts, files };
}

function weightedCount(value: number): number {
  const fields = fieldsOf(value);
  if (fields === 0) return countOf(value);
  return (
    countOf(value) +
    ((fields & Field.name) === 0 ? 0 : NAME_COUNT) +
    ((fields & Field.signature) === 0 ? 0 : SIGNATURE_COUNT) +
    ((fields & Field.doc) === 0 ? 0 : DOC_COUNT)
  );
}

function inverseFrequency(documents: number, all: number): number {
  return Math.log(1 + (all - documents + 0.5) / (documents + 0.5));
}

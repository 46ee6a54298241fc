import { lightStem, termsOf } from '../chunking/searchTerms';
import type { SearchFile, SearchIndex } from './index/searchIndex';
import type { SlotFilter } from './bm25';
import { Field, fieldsOf } from '../chunking/termValue';
import { typeKinds } from './typeKinds';

/** Distinct words of a question that coverage tells apart: they are the bits of a number. */
const MAX_UNITS = 30;

/** The words of a question as stems, each with how rare it is. */
export interface QuestionWords {
  units: { stem: string; weight: number }[];
  /** Sum of the weights; never 0. */
  total: number;
  stems: ReadonlySet<string>;
}

/** Which words of a question a file has and where; shares are of the weights, 0 to 1. */
export interface FileCover {
  /** Units anywhere in the file, in names, docs and enclosing names of any of its chunks: bit masks. */
  inFile: number;
  inNames: number;
  inDocs: number;
  inContainers: number;
  /** Shares that the best single chunk has: anywhere, in its name, its doc, its signature. */
  chunk: number;
  name: number;
  doc: number;
  signature: number;
  /** How well the best name fits the question, see {@link covered}; of types alone as well. */
  nameWhole: number;
  typeWhole: number;
}

export function questionWords(index: SearchIndex, stems: ReadonlySet<string>): QuestionWords {
  const units = [...stems].slice(0, MAX_UNITS).map((stem) => {
    const chunks = index.chunksWith(stem);
    return { stem, weight: Math.log(1 + (index.size + 0.5) / (chunks + 0.5)) };
  });
  return { units, total: units.reduce((sum, { weight }) => sum + weight, 0) || 1, stems };
}

/** The share of the question that a set of its units makes. */
export function shareOf({ units, total }: QuestionWords, mask: number): number {
  return units.reduce((sum, { weight }, bit) => sum + ((mask & (1 << bit)) === 0 ? 0 : weight), 0) / total;
}

/** Finds the words of a question in the chunks of some files. */
export function coverFiles(
  index: SearchIndex,
  words: QuestionWords,
  files: Iterable<SearchFile>,
  accepts: SlotFilter,
): Map<SearchFile, FileCover> {
  const covers = new Map<SearchFile, FileCover>();
  const byId = new Array<FileCover | undefined>(index.fileIds);
  for (const file of files) covers.set(file, (byId[file.id] = emptyCover()));
  const owner = index.fileIdBySlot;
  const chunks = new Map<number, ChunkCover>();
  words.units.forEach(({ stem, weight }, bit) => {
    index.terms.forEach(stem, (slot, value) => {
      const cover = byId[owner[slot] as number];
      if (cover === undefined || (accepts !== undefined && !accepts(slot))) return;
      let chunk = chunks.get(slot);
      if (chunk === undefined) {
        chunk = { cover, all: 0, name: 0, doc: 0, signature: 0 };
        chunks.set(slot, chunk);
      }
      note(chunk, fieldsOf(value), 1 << bit, weight / words.total);
    });
  });
  for (const [slot, chunk] of chunks) takeBest(index, slot, chunk, words.stems);
  return covers;
}

interface ChunkCover {
  cover: FileCover;
  all: number;
  name: number;
  doc: number;
  signature: number;
}

function emptyCover(): FileCover {
  return {
    inFile: 0,
    inNames: 0,
    inDocs: 0,
    inContainers: 0,
    chunk: 0,
    name: 0,
    doc: 0,
    signature: 0,
    nameWhole: 0,
    typeWhole: 0,
  };
}

function note(chunk: ChunkCover, fields: number, bit: number, share: number): void {
  const { cover } = chunk;
  chunk.all += share;
  cover.inFile |= bit;
  if ((fields & Field.name) !== 0) {
    chunk.name += share;
    cover.inNames |= bit;
  }
  if ((fields & Field.doc) !== 0) {
    chunk.doc += share;
    cover.inDocs |= bit;
  }
  if ((fields & Field.signature) !== 0) chunk.signature += share;
  if ((fields & Field.container) !== 0) cover.inContainers |= bit;
}

function takeBest(index: SearchIndex, slot: number, chunk: ChunkCover, stems: ReadonlySet<string>): void {
  const { cover } = chunk;
  cover.chunk = Math.max(cover.chunk, chunk.all);
  cover.name = Math.max(cover.name, chunk.name);
  cover.doc = Math.max(cover.doc, chunk.doc);
  cover.signature = Math.max(cover.signature, chunk.signature);
  if (chunk.name === 0) return;
  const { symbol = '', kind = '' } = index.chunk(slot) ?? {};
  const whole = covered(symbol, stems);
  cover.nameWhole = Math.max(cover.nameWhole, whole);
  if (typeKinds.has(kind)) cover.typeWhole = Math.max(cover.typeWhole, whole);
}

/**
 * How well a name and the question fit, 0 to 1: the share of the name's words that the question has, less when they are
 * few of the question's words, since `task` alone says little about a question of six words.
 */
export function covered(name: string, stems: ReadonlySet<string>): number {
  if (name === '' || stems.size === 0) return 0;
  const words = nameStems(name);
  let hits = 0;
  for (const word of words) if (stems.has(word)) hits++;
  return words.size === 0 ? 0 : (hits / words.size) * Math.sqrt(Math.min(1, (2 * hits) / stems.size));
}

/** Names recur from query to query; then the cache starts anew. */
const NAME_CACHE_ENTRIES = 20_000;

const nameCache = new Map<string, ReadonlySet<string>>();

/** Stems of a name's words, its whole left out when it has parts. */
export function nameStems(name: string): ReadonlySet<string> {
  const known = nameCache.get(name);
  if (known !== undefined) return known;
  if (nameCache.size >= NAME_CACHE_ENTRIES) nameCache.clear();
  const stems = splitName(name);
  nameCache.set(name, stems);
  return stems;
}

function splitName(name: string): Set<string> {
  const stems = new Set(termsOf(name).map(lightStem));
  if (stems.size > 1) stems.delete(lightStem(name.toLowerCase()));
  return stems;
}

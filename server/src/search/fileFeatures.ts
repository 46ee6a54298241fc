import type { SlotFilter } from './bm25';
import { definitionStrength } from './definitionStrength';
import { type FileTraits, fileTraits } from './fileTraits';
import type { SearchFile, SearchIndex } from './index/searchIndex';
import type { AnalysedQuery } from './queryAnalysis';
import { covered, type FileCover, nameStems, type QuestionWords, shareOf } from './questionCover';
import { type FileSignals, inOrder, type QuerySignals, type Spread } from './signals';

/** The constant of reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009, who use 60): less lets the first places count more. */
const RECIPROCAL_K = 11;

/** Shorter beginnings of a word say nothing. */
const MIN_ABBREVIATION = 3;

/** What the ranker reads of one file for one query, by name; most are between 0 and 1. */
export type FileFeatures = Record<FeatureName, number>;

export type FeatureName = keyof ReturnType<typeof describe>;

/** Describes every candidate file to the ranker, in the order of `signals.files`. */
export function fileFeatures(
  index: SearchIndex,
  query: AnalysedQuery,
  signals: QuerySignals,
  accepts?: SlotFilter,
): FileFeatures[] {
  const context = {
    query,
    signals,
    definitions: definitions(index, query, signals.covers, accepts),
    ...relativeTo(signals.files),
  };
  return signals.files.map((file) => describe(file, context));
}

interface Context extends Relative {
  query: AnalysedQuery;
  signals: QuerySignals;
  definitions: ReadonlyMap<SearchFile, number>;
}

/** The greatest values among the candidates, and their places in each order. */
interface Relative {
  top: { fileBm25: number; chunkBm25: number; bm25Top3: number };
  places: Record<'fileBm25' | 'chunkBm25' | 'cosine' | 'meanCosine', Map<FileSignals, number>>;
}

function relativeTo(files: readonly FileSignals[]): Relative {
  const top = { fileBm25: 1e-9, chunkBm25: 1e-9, bm25Top3: 1e-9 };
  for (const file of files)
    for (const key of ['fileBm25', 'chunkBm25', 'bm25Top3'] as const)
      top[key] = Math.max(top[key], file[key]);
  const placesBy = (value: (f: FileSignals) => number): Map<FileSignals, number> =>
    new Map(inOrder(files, value).map((f, place) => [f, place]));
  return {
    top,
    places: {
      fileBm25: placesBy((f) => f.fileBm25),
      chunkBm25: placesBy((f) => f.chunkBm25),
      cosine: placesBy((f) => f.cosine),
      meanCosine: placesBy((f) => f.meanCosine),
    },
  };
}

function describe(f: FileSignals, { query, signals, definitions, top, places }: Context) {
  const { words, covers, cosineSpread, meanCosineSpread } = signals;
  const { slots, terms } = f.file;
  const cover = covers.get(f.file) as FileCover;
  const place = placeOf(f.file);
  const { traits } = place;
  const byFile = reciprocal(places.fileBm25.get(f));
  const byChunk = reciprocal(places.chunkBm25.get(f));
  const byCosine = reciprocal(places.cosine.get(f));
  const byMean = reciprocal(places.meanCosine.get(f));
  return {
    fileBm25: f.fileBm25 / top.fileBm25,
    chunkBm25: f.chunkBm25 / top.chunkBm25,
    bm25Top3: f.bm25Top3 / top.bm25Top3,
    fileBm25Place: byFile,
    chunkBm25Place: byChunk,
    cosine: Number.isNaN(f.cosine) ? 0 : f.cosine,
    cosineZ: standardised(f.cosine, cosineSpread),
    cosineTop3Z: standardised(f.cosineTop3, cosineSpread),
    meanCosineZ: standardised(f.meanCosine, meanCosineSpread),
    cosinePlace: byCosine,
    meanCosinePlace: byMean,
    chunkAgreement: byChunk * byCosine,
    fileAgreement: byFile * byMean,
    fileChunkAgreement: byFile * byCosine,
    cover: shareOf(words, cover.inFile),
    chunkCover: cover.chunk,
    nameCover: cover.name,
    docCover: cover.doc,
    signatureCover: cover.signature,
    namesCover: shareOf(words, cover.inNames),
    docsCover: shareOf(words, cover.inDocs),
    containersCover: shareOf(words, cover.inContainers),
    nameWhole: cover.nameWhole,
    typeWhole: cover.typeWhole,
    stemCover: covered(place.stem, query.stems),
    stemShare: nameShare(place.stem, words),
    stemWhole: isWithin(place.stem, query.stems) ? 1 : 0,
    folderCover: covered(place.folder, query.stems),
    pathShare: nameShare(place.all, words),
    pathAbbreviated: abbreviatedShare(place.all, words),
    stemAbbreviated: abbreviatedShare(place.stem, words),
    definition: definitions.get(f.file) ?? 0,
    test: traits.test && !query.wantsTests ? 1 : 0,
    example: traits.example && !query.wantsDocs ? 1 : 0,
    vendored: traits.vendored ? 1 : 0,
    generated: traits.generated ? 1 : 0,
    declaration: traits.declaration ? 1 : 0,
    old: traits.old ? 1 : 0,
    entry: traits.entry ? 1 : 0,
    notCode: traits.notCode && !query.wantsDocs ? 1 : 0,
    logChunks: Math.log(slots.length) / 5,
    logTerms: Math.log(Math.max(1, terms)) / 10,
    depth: place.depth / 5,
  };
}

/** What a path says. */
interface Place {
  stem: string;
  folder: string;
  /** The path without its extension. */
  all: string;
  depth: number;
  traits: FileTraits;
}

/** A file's path never changes, and its patterns cost more than the rest of its features. */
const knownPlaces = new WeakMap<SearchFile, Place>();

function placeOf(file: SearchFile): Place {
  const known = knownPlaces.get(file);
  if (known !== undefined) return known;
  const folders = file.path.split('/');
  const place = {
    stem: (folders.pop() ?? '').replace(/\..*$/, ''),
    folder: folders.at(-1) ?? '',
    all: file.path.replace(/\.[^./]*$/, ''),
    depth: folders.length,
    traits: fileTraits(file.path, file.language),
  };
  knownPlaces.set(file, place);
  return place;
}

function reciprocal(place: number | undefined): number {
  return place === undefined ? 0 : RECIPROCAL_K / (RECIPROCAL_K + place);
}

function standardised(value: number, { mean, deviation }: Spread): number {
  return Number.isNaN(value) ? 0 : (value - mean) / deviation;
}

function isWithin(name: string, stems: ReadonlySet<string>): boolean {
  const words = nameStems(name);
  for (const word of words) if (!stems.has(word)) return false;
  return words.size > 0;
}

/** The share of the question whose words a name has. */
function nameShare(name: string, { units, total }: QuestionWords): number {
  const words = nameStems(name);
  return units.reduce((sum, { stem, weight }) => sum + (words.has(stem) ? weight : 0), 0) / total;
}

/** The share of the question whose words a name has cut short or drawn out: `utils` for utility, `impls` for implementations, `auth`. */
function abbreviatedShare(name: string, { units, total }: QuestionWords): number {
  const words = [...nameStems(name)];
  const begins = (a: string, b: string): boolean => a.length >= MIN_ABBREVIATION && b.startsWith(a);
  return (
    units.reduce((sum, { stem, weight }) => {
      if (words.includes(stem)) return sum;
      return words.some((word) => begins(word, stem) || begins(stem, word)) ? sum + weight : sum;
    }, 0) / total
  );
}

/** How surely each file defines what a name of the query means, in those of its chunks that the filter lets through. */
function definitions(
  index: SearchIndex,
  query: AnalysedQuery,
  candidates: ReadonlyMap<SearchFile, unknown>,
  accepts: SlotFilter,
): Map<SearchFile, number> {
  const best = new Map<SearchFile, number>();
  for (const name of query.symbols)
    for (const slot of index.definitionsOf(name)) {
      const file = index.fileOf(slot);
      if (file === undefined || !candidates.has(file) || (accepts !== undefined && !accepts(slot))) continue;
      best.set(file, Math.max(best.get(file) ?? 0, definitionStrength(index, slot, query)));
    }
  return best;
}

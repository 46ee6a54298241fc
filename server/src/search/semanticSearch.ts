import { throwIfAborted } from '../base/errors';
import type { RankedChunk } from './candidate';
import { frequentTerms } from './frequentTerms';
import type { SearchChunk, SearchIndex } from './index/searchIndex';
import { analyseQuery } from './queryAnalysis';
import { rankHits } from './rankHits';
import { scoreTerms, type SlotFilter } from './bm25';
import type { StoreFilter } from '../store/chunkStore';
import type { SearchSource } from './searchSource';
import type { SignalGroup } from './signalGroups';
import { measure } from './signals';

/** What search needs of the model; undefined while there is none. */
export type QueryModel =
  | {
      /** Answers undefined when the model fails. */
      embed: (text: string, signal: AbortSignal) => Promise<Float32Array | undefined>;
      /** Chunks less near than this are no answer by their meaning alone. */
      minimumSimilarity: number;
    }
  | undefined;

export interface SearchOptions {
  limit: number;
  filter: StoreFilter;
  /** Groups of signals to do without; none as a rule. */
  without?: readonly SignalGroup[];
}

/**
 * Finds the chunks of one folder that answer a query, best first.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function searchFolder(
  source: SearchSource,
  query: string,
  model: QueryModel,
  { limit, filter, without = [] }: SearchOptions,
  signal: AbortSignal,
): Promise<RankedChunk[]> {
  const analysed = analyseQuery(query);
  // Punctuation alone has no meaning that the model could know: what it is near to is chance.
  if (analysed.terms.length === 0) return [];
  const terms = without.includes('words') ? [] : analysed.terms;
  const symbols = without.includes('definitions') ? [] : analysed.symbols;
  const asked = { ...analysed, terms, symbols };
  const vector = without.includes('vectors') ? undefined : await model?.embed(analysed.text, signal);
  throwIfAborted(signal);
  const index = await source.indexFor({ terms, symbols, vector, filter });
  throwIfAborted(signal);
  const accepts = slotFilter(index, filter);
  const minimumSimilarity = model?.minimumSimilarity ?? -1;
  const signals = measure(index, asked, { vector, accepts, minimumSimilarity });
  return rankHits(index, asked, signals, accepts, limit, without);
}

/** A piece of code that others are compared with. */
export interface CodeSample {
  text: string;
  /** Its vector; undefined while there is no model. */
  vector: Float32Array | undefined;
  /** Chunks less near than this have nothing in common with the sample. */
  minimumSimilarity: number;
  /** Whether a stored chunk is the sample itself. */
  isSelf: (chunk: SearchChunk) => boolean;
}

/** Finds the chunks of one folder that resemble a piece of code, most alike first. */
export async function searchSimilar(
  source: SearchSource,
  { text, vector, minimumSimilarity, isSelf }: CodeSample,
  { limit, filter }: SearchOptions,
): Promise<RankedChunk[]> {
  // Meaning decides where there is a model: words alone find whatever uses the same library.
  const terms = vector === undefined ? frequentTerms(text) : [];
  const index = await source.indexFor({ terms, symbols: [], vector, filter });
  const accepts = slotFilter(index, filter);
  const cosines = vector === undefined ? undefined : index.vectors.dotAll(vector);
  const words = cosines === undefined ? scoreTerms(index, terms, accepts).chunks : undefined;
  const hits: RankedChunk[] = [];
  for (let slot = 0; slot < index.slots; slot++) {
    const chunk = index.chunk(slot);
    if (chunk === undefined || (accepts !== undefined && !accepts(slot)) || isSelf(chunk)) continue;
    if (cosines === undefined) {
      const score = words?.[slot] ?? 0;
      if (score > 0) hits.push({ chunk, score, similar: false });
    } else if (index.vectors.has(slot)) {
      const cosine = cosines[slot] ?? 0;
      if (cosine >= minimumSimilarity) hits.push({ chunk, score: cosine, cosine, similar: true });
    }
  }
  return hits
    .sort(
      (a, b) =>
        b.score - a.score ||
        (a.chunk.path < b.chunk.path
          ? -1
          : a.chunk.path > b.chunk.path
            ? 1
            : a.chunk.startLine - b.chunk.startLine),
    )
    .slice(0, limit);
}

function slotFilter(index: SearchIndex, { languages, kinds, paths }: StoreFilter): SlotFilter {
  if (languages === undefined && kinds === undefined && paths === undefined) return undefined;
  const wantedPaths = paths === undefined ? undefined : new Set(paths);
  return (slot) => {
    const chunk = index.chunk(slot);
    return (
      chunk !== undefined &&
      (languages === undefined || languages.includes(chunk.language)) &&
      (kinds === undefined || kinds.includes(chunk.kind)) &&
      (wantedPaths === undefined || wantedPaths.has(chunk.path))
    );
  };
}

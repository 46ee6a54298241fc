import { throwIfAborted } from '../base/errors';
import { termsOf } from '../chunking/searchTerms';
import type { ChunkStore, StoredChunk, StoreFilter } from '../store/chunkStore';
import type { Candidate, RankedChunk } from './candidate';
import { type AnalysedQuery, analyseQuery } from './queryAnalysis';
import { rank } from './ranking';

/** Candidates of each retrieval: enough for the file boosts to see the rest of a file. Not tied to the limit below it, so that asking for more hits does not reorder the first ones. */
const MIN_CANDIDATES = 100;
const CANDIDATES_PER_HIT = 5;

/** Definitions of one name that are looked at; a name defined more often is no name to look up. */
const MAX_DEFINITIONS = 50;

/** Distinct words of a piece of code that stand for it in keyword search: the more frequent ones. */
const MAX_CODE_TERMS = 48;

/** What search needs of the model; undefined while there is none. */
export type QueryModel =
  | {
      /** Answers undefined when the model fails. */
      embed: (text: string, signal: AbortSignal) => Promise<Float32Array | undefined>;
      /** Chunks less near than this are no answer by their meaning alone. */
      minimumSimilarity: number;
    }
  | undefined;

/**
 * Finds the chunks of one store that answer a query, best first.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function searchStore(
  store: ChunkStore,
  query: string,
  model: QueryModel,
  limit: number,
  filter: StoreFilter,
  signal: AbortSignal,
): Promise<RankedChunk[]> {
  const analysed = analyseQuery(query);
  // Punctuation alone has no meaning that the model could know: what it is near to is chance.
  if (analysed.terms.length === 0) return [];
  const vector = await model?.embed(analysed.text, signal);
  throwIfAborted(signal);
  const found = await retrieve(store, analysed, vector, limit, filter);
  throwIfAborted(signal);
  const floor = model?.minimumSimilarity ?? -1;
  const candidates = found.filter((item) => hasWords(item) || (item.cosine ?? -1) >= floor);
  return rank(candidates, analysed, limit);
}

function hasWords({ termRank, defines }: Candidate): boolean {
  return termRank !== undefined || defines !== undefined;
}

/** A piece of code that others are compared with. */
export interface CodeSample {
  text: string;
  /** Its vector; undefined while there is no model. */
  vector: Float32Array | undefined;
  /** Chunks less near than this have nothing in common with the sample. */
  minimumSimilarity: number;
  /** Whether a stored chunk is the sample itself. */
  isSelf: (chunk: StoredChunk) => boolean;
}

/** Finds the chunks of one store that resemble a piece of code, most alike first. */
export async function searchSimilar(
  store: ChunkStore,
  sample: CodeSample,
  limit: number,
  filter: StoreFilter,
): Promise<RankedChunk[]> {
  const wanted = Math.max(MIN_CANDIDATES, limit * CANDIDATES_PER_HIT);
  const [near, words] = await Promise.all([
    sample.vector === undefined ? [] : store.searchVector(sample.vector, wanted, filter),
    store.searchTerms(frequentTerms(sample.text), wanted, filter),
  ]);
  const candidates = merge(near, words, []).filter(({ chunk }) => !sample.isSelf(chunk));
  // Meaning decides where there is a model: words alone find whatever uses the same library.
  const best = words[0]?.score ?? 1;
  const wordScore = new Map(words.map(({ chunk, score }) => [chunk.id, score / best]));
  const scoreOf = ({ chunk, cosine }: Candidate): number =>
    sample.vector === undefined ? (wordScore.get(chunk.id) ?? 0) : (cosine ?? -1);
  return candidates
    .map((item) => ({ ...item, score: scoreOf(item) }))
    .filter(({ score }) => score >= sample.minimumSimilarity)
    .sort((a, b) => b.score - a.score || (a.chunk.id < b.chunk.id ? -1 : 1))
    .slice(0, limit);
}

async function retrieve(
  store: ChunkStore,
  query: AnalysedQuery,
  vector: Float32Array | undefined,
  limit: number,
  filter: StoreFilter,
): Promise<Candidate[]> {
  const wanted = Math.max(MIN_CANDIDATES, limit * CANDIDATES_PER_HIT);
  const [near, words, ...definitions] = await Promise.all([
    vector === undefined ? [] : store.searchVector(vector, wanted, filter),
    store.searchTerms(query.terms, wanted, filter),
    ...query.symbols.map(async (name) => {
      const chunks = await store.findSymbol(name, MAX_DEFINITIONS, filter);
      return chunks.map((chunk) => ({ chunk, name }));
    }),
  ]);
  return merge(near, words, definitions.flat());
}

function merge(
  near: readonly { chunk: StoredChunk; score: number }[],
  words: readonly { chunk: StoredChunk }[],
  definitions: readonly { chunk: StoredChunk; name: string }[],
): Candidate[] {
  const byId = new Map<string, Candidate>();
  const at = (chunk: StoredChunk): Candidate => {
    const known = byId.get(chunk.id) ?? { chunk };
    byId.set(chunk.id, known);
    return known;
  };
  near.forEach(({ chunk, score }, place) => Object.assign(at(chunk), { vectorRank: place, cosine: score }));
  words.forEach(({ chunk }, place) => (at(chunk).termRank = place));
  for (const { chunk, name } of definitions) at(chunk).defines ??= name;
  return [...byId.values()];
}

function frequentTerms(text: string): string[] {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_CODE_TERMS)
    .map(([term]) => term);
}

import { matchReasons } from '../search/matchReasons';
import type { SearchSource } from '../search/searchSource';
import { type QueryModel, searchFolder, type SearchOptions } from '../search/semanticSearch';
import type { EngineSearch, Hit } from './engineTypes';
import { holdsAll } from './requiredWords';
import { showHits } from './showHits';

/** A folder that is searched. */
export interface SearchedFolder {
  /** Absolute path. */
  root: string;
  source: SearchSource;
}

/** Chunks that are read for required words: the words stand in the question, so what has them ranks high. */
const CANDIDATES_FOR_WORDS = 400;

/** How far hits of the words alone stand behind those of the question: enough to keep the order of the two. */
const STEP = 1e-6;

/**
 * Finds and shows what answers a question in one folder, best first. Where words are required, what the words alone find comes after
 * what the whole question finds: the question may be about something else.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function findInFolder(
  { root, source }: SearchedFolder,
  { query, filter: { words = [] } = {} }: EngineSearch,
  model: QueryModel,
  options: SearchOptions,
  signal: AbortSignal,
): Promise<Hit[]> {
  const accepts = holdsAll(words);
  const find = async (question: string, limit: number): Promise<Hit[]> => {
    const ranked = await searchFolder(source, question, model, { ...options, limit }, signal);
    return showHits(root, ranked, (hit, text) => matchReasons(query, hit, text), accepts);
  };
  if (words.length === 0) return find(query, options.limit);
  const hits = await find(query, CANDIDATES_FOR_WORDS);
  if (hits.length < options.limit) {
    const lowest = Math.min(0, ...hits.map(({ score }) => score));
    const known = new Set(hits.map(placeOf));
    const more = (await find(words.join(' '), CANDIDATES_FOR_WORDS)).filter(
      (hit) => !known.has(placeOf(hit)),
    );
    hits.push(...more.map((hit, i) => ({ ...hit, score: lowest - (i + 1) * STEP })));
  }
  return hits.slice(0, options.limit);
}

function placeOf({ path, startLine }: Hit): string {
  return `${path}:${startLine}`;
}

import type { RankedChunk } from '../search/candidate';
import { matchReasons } from '../search/matchReasons';
import type { EngineSearch, Hit } from './engineTypes';
import { holdsAll } from './requiredWords';
import { showHits } from './showHits';

/** A folder that is searched. */
export interface FolderToAsk {
  /** Absolute path. */
  root: string;
  /** Its chunks that answer a query, best first, at most so many. */
  ranked: (query: string, limit: number) => Promise<RankedChunk[]>;
}

/** Chunks that are read for required words: the words stand in the question, so what has them ranks high. */
const CANDIDATES_FOR_WORDS = 400;

/** How far hits of the words alone stand behind those of the question: enough to keep the order of the two. */
const STEP = 1e-6;

/**
 * Finds and shows what answers a question in one folder, best first. Where words are required, what the words alone find comes after
 * what the whole question finds: the question may be about something else.
 * @param openText what an editor holds of a file, which goes before what is on disk
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function findInFolder(
  { root, ranked }: FolderToAsk,
  { query, limit, filter: { words = [] } = {} }: EngineSearch,
  openText?: (file: string) => string | undefined,
): Promise<Hit[]> {
  const accepts = holdsAll(words);
  const find = async (question: string, atMost: number): Promise<Hit[]> =>
    showHits(
      root,
      await ranked(question, atMost),
      (hit, text) => matchReasons(query, hit, text),
      openText,
      accepts,
    );
  if (words.length === 0) return find(query, limit);
  const hits = await find(query, CANDIDATES_FOR_WORDS);
  if (hits.length < limit) {
    const lowest = Math.min(0, ...hits.map(({ score }) => score));
    const known = new Set(hits.map(placeOf));
    const more = (await find(words.join(' '), CANDIDATES_FOR_WORDS)).filter(
      (hit) => !known.has(placeOf(hit)),
    );
    hits.push(...more.map((hit, i) => ({ ...hit, score: lowest - (i + 1) * STEP })));
  }
  return hits.slice(0, limit);
}

function placeOf({ path, startLine }: Hit): string {
  return `${path}:${startLine}`;
}

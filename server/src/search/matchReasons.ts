import { lightStem, termsOf } from '../chunking/searchTerms';
import type { RankedChunk } from './candidate';
import { analyseQuery } from './queryAnalysis';

/** Beyond this place a vector's nearness explains little. */
const NEAR_RANK = 30;

/** Words named in one reason: more is noise. */
const MAX_WORDS = 5;

/**
 * Why a hit was found, for a person to read; never empty.
 * @param text the source of the hit
 */
export function matchReasons(query: string, hit: RankedChunk, text: string): string[] {
  const { stems } = analyseQuery(query);
  const reasons: string[] = [];
  if (hit.defines !== undefined) reasons.push(`defines ${hit.chunk.symbol}`);
  const inName = wordsIn(hit.chunk.symbol, stems);
  if (hit.defines === undefined && inName.length > 0) reasons.push(`name has ${list(inName)}`);
  const inPath = wordsIn(hit.chunk.path, stems);
  if (inPath.length > 0) reasons.push(`path has ${list(inPath)}`);
  const inText = wordsIn(text, stems).filter((word) => !inName.includes(word) && !inPath.includes(word));
  if (inText.length > 0) reasons.push(`mentions ${list(inText)}`);
  if (hit.vectorRank !== undefined && (hit.vectorRank < NEAR_RANK || reasons.length === 0))
    reasons.push('similar in meaning');
  return reasons.length > 0 ? reasons : ['shares words with the query'];
}

/** Why a chunk resembles a piece of code. */
export function similarityReasons(hit: RankedChunk): string[] {
  if (hit.cosine === undefined) return ['shares many words'];
  return [`${Math.round(Math.max(0, hit.cosine) * 100)} % similar in meaning`];
}

/** The words of a text, as they stand there, that meet a stem of the query. */
function wordsIn(text: string, stems: ReadonlySet<string>): string[] {
  const found = new Map<string, string>();
  for (const term of termsOf(text)) {
    const stem = lightStem(term);
    // The longest form is the word itself, not its stem.
    if (stems.has(stem) && (found.get(stem)?.length ?? 0) < term.length) found.set(stem, term);
  }
  return [...new Set(found.values())];
}

function list(words: readonly string[]): string {
  const shown = words.slice(0, MAX_WORDS).map((word) => `“${word}”`);
  return shown.join(', ') + (words.length > MAX_WORDS ? ' …' : '');
}

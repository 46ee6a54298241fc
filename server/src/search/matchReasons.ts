import { t } from '../base/texts';
import { termsOf } from '../chunking/searchTerms';
import { analyseQuery } from './queryAnalysis';
import { type FoundWord, findWords, type WordSpan } from './wordSpans';

/** What the reasons are made of: a ranked chunk, and how it was found. */
export interface FoundHit {
  chunk: { path: string; symbol: string; container: string; startLine: number };
  /** The name of the question that this chunk defines. */
  defines?: string;
  /** Whether the vectors put it among the nearest. */
  similar: boolean;
}

/** Why a hit was found. */
export interface Explanation {
  /** For a person to read; never empty. */
  reasons: string[];
  /** Where the words of the question stand in the hit's lines, in their order. */
  matches: WordSpan[];
}

/** Words named in one reason: more is noise. */
const MAX_WORDS = 5;

/**
 * Words whose places one hit gives. More than these stand beyond the first screens, in a chunk that repeats a word of the
 * question in every line, and they would be most of an answer's bytes.
 */
export const MAX_MATCHES = 200;

/**
 * Why a hit was found: every word of the question once, with the strongest field that has it, and the places of
 * all of them in the hit's source.
 * @param text the source of the hit, lines separated by `\n`
 */
export function matchReasons(query: string, hit: FoundHit, text: string): Explanation {
  const stems = stemsOf(query);
  const { path, symbol, container, startLine } = hit.chunk;
  const inName = findWords(symbol, stems);
  const inText = findWords(text, stems, startLine);
  const told = new Set<string>();
  const name = wordsToTell(inName, stems, told);
  const reasons = [
    ...(hit.defines === undefined
      ? listed(name, (words) => t('name: {0}', words))
      : [t('defines {0}', symbol)]),
    ...listed(wordsToTell(findWords(path, stems), stems, told), (words) => t('path: {0}', words)),
    ...listed(wordsToTell(findWords(container, stems), stems, told), (words) => t('within: {0}', words)),
    ...listed(wordsToTell(inText, stems, told), (words) => t('text: {0}', words)),
  ];
  if (hit.similar) reasons.push(t('similar in meaning'));
  if (reasons.length === 0) reasons.push(t('words elsewhere in the file'));
  const matches = inText.slice(0, MAX_MATCHES).map(({ line, start, end }) => ({ line, start, end }));
  return { reasons, matches };
}

/** Why a chunk resembles a piece of code. */
export function similarityReasons({ cosine }: { cosine?: number }): string[] {
  if (cosine === undefined) return [t('shares many words')];
  return [t('{0} % similar in meaning', Math.round(Math.max(0, cosine) * 100))];
}

/**
 * The stems that words are compared with. The question's identifiers are spelled out, so that a small word which is
 * part of one (`with` of `fetchWithRetry`) is left out like any other small word.
 */
function stemsOf(query: string): ReadonlySet<string> {
  // Every hit of an answer asks for the same.
  if (lastStems?.query !== query)
    // Cut before it is spelled out: search looks at no more.
    lastStems = { query, stems: analyseQuery(termsOf(analyseQuery(query).text).join(' ')).stems };
  return lastStems.stems;
}

let lastStems: { query: string; stems: ReadonlySet<string> } | undefined;

/**
 * One word for each stem, in the order of the question.
 * @param told stems that need no further word; those of the answer are added
 */
function wordsToTell(found: readonly FoundWord[], stems: ReadonlySet<string>, told: Set<string>): string[] {
  const words = new Set<string>();
  for (const stem of stems) {
    if (told.has(stem)) continue;
    const word = found.find((item) => item.stems.includes(stem));
    if (word === undefined) continue;
    words.add(word.text);
    for (const met of word.stems) told.add(met);
  }
  return [...words];
}

function listed(words: readonly string[], tell: (words: string) => string): string[] {
  if (words.length === 0) return [];
  return [tell(`${words.slice(0, MAX_WORDS).join(', ')}${words.length > MAX_WORDS ? ', …' : ''}`)];
}

import { termsOf } from '../chunking/searchTerms';

/** Distinct words of a piece of code that stand for it in keyword search: the more frequent ones. */
const MAX_CODE_TERMS = 48;

/** The words by which like code is looked for where there is no model. */
export function frequentTerms(text: string): string[] {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_CODE_TERMS)
    .map(([term]) => term);
}

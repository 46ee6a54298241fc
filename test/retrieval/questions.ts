import { readFileSync } from 'node:fs';

/** The name of something, a question on how parts work together, or a need in words of its own. */
export const categories = ['symbol', 'architecture', 'semantic'] as const;
export type Category = (typeof categories)[number];

/** A row of `questions/*.tsv`: category, query, relevant paths and secondary paths, each joined by `|`. */
export interface Question {
  category: Category;
  query: string;
  relevant: string[];
  /** Files that belong to the answer too; the metric counts them like the relevant ones. */
  secondary: string[];
}

const COLUMNS = 4;

/** @throws {Error} for a row that is not of the form above, with its number */
export function readQuestions(file: string): Question[] {
  // Not trimmed: a row without secondary paths ends in a tab.
  const rows = readFileSync(file, 'utf8').replace(/\n$/, '').split('\n');
  return rows.map((row, index) => {
    const cells = row.split('\t');
    const [category, query = '', relevant = '', secondary = ''] = cells;
    const known = categories.find((name) => name === category);
    if (cells.length !== COLUMNS || known === undefined || query === '' || relevant === '')
      throw new Error(`${file}: row ${index + 1} is no question.`);
    return { category: known, query, relevant: pathsOf(relevant), secondary: pathsOf(secondary) };
  });
}

const pathsOf = (cell: string): string[] => (cell === '' ? [] : cell.split('|'));

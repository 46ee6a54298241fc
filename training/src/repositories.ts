import { readFileSync } from 'node:fs';

/** A row of `repositories.tsv`. */
export interface TrainingRepository {
  /** owner/name */
  repository: string;
  commit: string;
  licence: string;
  language: string;
  /** `eval` repositories are measured on and never trained on. */
  split: 'train' | 'eval';
}

/** @throws {Error} when a row has another form. */
export function readRepositories(file: string): TrainingRepository[] {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [repository = '', commit = '', licence = '', language = '', split = ''] = row.split('\t');
    if (split !== 'train' && split !== 'eval') throw new Error(`Not a row of repositories.tsv: ${row}`);
    return { repository, commit, licence, language, split };
  });
}

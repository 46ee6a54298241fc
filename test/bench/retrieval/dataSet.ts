import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../runBench';

/** A question and the files that answer it. */
export interface Question {
  category: string;
  text: string;
  /** Relative to the checkout, with `/`; at least one, each once and on disk. */
  targets: string[];
}

/** One line of `repos.tsv`. */
export interface RepositoryRow {
  name: string;
  language: string;
  /** `owner/name` where it is published. */
  origin: string;
  revision: string;
  /** The part that is indexed; empty for all of it. */
  folder: string;
}

/** One repository with its checkout and what is asked about it. */
export interface BenchRepository extends RepositoryRow {
  /** Absolute path of the checkout, without links. */
  root: string;
  questions: Question[];
  /** Questions none of whose targets is on disk. */
  unanswerable: number;
  /** NDCG@10 that was published for it. */
  published?: number;
}

/**
 * Reads the data set with the checkouts at hand, in the order of `repos.tsv`.
 * @param only names of repositories; all when absent
 * @param warn told of every repository that is left out and of every checkout that is not as it should be
 * @throws {BadInput} when a file of the data set, a named repository or every checkout is missing
 */
export function readDataSet(
  { data, checkouts, only }: { data: string; checkouts: string; only?: readonly string[] },
  warn: (text: string) => void,
): BenchRepository[] {
  const rows = repositoriesOf(readTable(join(data, 'repos.tsv')));
  const published = new Map(readTable(join(data, 'published.tsv')).map(([name, figure]) => [name, figure]));
  const unknown = only?.filter((name) => !rows.some((row) => row.name === name)) ?? [];
  if (unknown.length > 0) throw new BadInput(`The data set has no repository ${unknown.join(', ')}.`);
  if (!existsSync(checkouts)) throw new BadInput(`There is no folder ${checkouts} with checkouts.`);
  const repositories = rows
    .filter(({ name }) => only?.includes(name) ?? true)
    .flatMap((row): BenchRepository[] => {
      const checkout = join(checkouts, row.name);
      const questions = readTable(join(data, `${row.name}.tsv`));
      if (!existsSync(checkout)) {
        warn(`Left out: there is no checkout of ${row.name}.`);
        return [];
      }
      const root = realpathSync(checkout);
      if (holdsMoreThan(root, row.folder))
        warn(`The checkout of ${row.name} holds more than ${row.folder}: its figures compare with no other.`);
      const answerable = questionsOf(questions, (path) => existsSync(join(root, path)));
      const unanswerable = questions.length - answerable.length;
      const figure = published.get(row.name);
      return [
        {
          ...row,
          root,
          questions: answerable,
          unanswerable,
          ...(figure !== undefined && { published: Number(figure) }),
        },
      ];
    });
  if (repositories.every(({ questions }) => questions.length === 0))
    throw new BadInput(`The folder ${checkouts} has no checkout that a question of the data set is about.`);
  return repositories.filter(({ name, questions }) => {
    if (questions.length === 0) warn(`Left out: no file that ${name} is asked for is in its checkout.`);
    return questions.length > 0;
  });
}

/** @param rows the cells of `repos.tsv` */
export function repositoriesOf(rows: readonly string[][]): RepositoryRow[] {
  return rows.map(([name = '', language = '', origin = '', revision = '', folder = '']) => ({
    name,
    language,
    origin,
    revision,
    folder,
  }));
}

/**
 * Relevant and secondary paths are targets alike; those that are not on disk are left out, as is a question with none.
 * @param rows category, question, relevant paths, secondary paths; paths are joined by `|` and may end in `#start-end`
 */
export function questionsOf(rows: readonly string[][], isOnDisk: (path: string) => boolean): Question[] {
  return rows.flatMap(([category = '', text = '', relevant = '', secondary = '']) => {
    const paths = [...relevant.split('|'), ...secondary.split('|')].map((path) => path.replace(/#.*$/, ''));
    const targets = [...new Set(paths)].filter((path) => path !== '' && isOnDisk(path));
    return targets.length === 0 ? [] : [{ category, text, targets }];
  });
}

/** The cells of a text of lines and tabs. */
export function tableOf(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
}

function readTable(file: string): string[][] {
  try {
    return tableOf(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new BadInput(`The data set lacks ${file}, or it cannot be read.`, { cause });
  }
}

/** Whether there is something beside the folder that is to be indexed, at the top. */
function holdsMoreThan(root: string, folder: string): boolean {
  const [top = ''] = folder.split('/');
  return top !== '' && readdirSync(root).some((name) => name !== top);
}

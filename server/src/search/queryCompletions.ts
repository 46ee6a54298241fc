import { formatCount, t } from '../base/texts';
import { chunkKinds } from '../chunking/chunk';
import { languageOf } from '../chunking/languages';
import { queryFilters, tokensOf } from './queryFilters';

/** A way to go on with a query. */
export interface QueryCompletion {
  /** What the last word of the query becomes, for example `lang:python`. */
  label: string;
  description: string;
  /** The whole query then. */
  query: string;
}

/** Two screens of a quick pick; more is found by typing on. */
const MAX_COMPLETIONS = 20;

/** Folders are offered down to this depth: below it one types. */
const MAX_FOLDER_DEPTH = 3;

/**
 * Ways to finish the filter that a query ends with; every filter where it ends with white space or with nothing.
 * @param paths every indexed path, for the languages and folders that are there
 */
export function completeQuery(query: string, paths: () => Iterable<string>): QueryCompletion[] {
  const last = /\s$/u.test(query) ? undefined : tokensOf(query).at(-1);
  const before = last === undefined ? query : query.slice(0, last.start);
  const typed = last?.text ?? '';
  return optionsFor(typed, paths)
    .filter(({ label }) => label !== typed)
    .slice(0, MAX_COMPLETIONS)
    .map((option) => ({
      ...option,
      query: `${before}${option.label}${option.label.endsWith(':') ? '' : ' '}`,
    }));
}

type Option = Omit<QueryCompletion, 'query'>;

function optionsFor(typed: string, paths: () => Iterable<string>): Option[] {
  const [, prefix, value = ''] = /^(-?[a-z]+:)(?!:)(.*)$/u.exec(typed) ?? [];
  switch (prefix) {
    case 'lang:':
      return listed(value, prefix, languagesIn(paths()));
    case 'kind:':
      return listed(
        value,
        prefix,
        chunkKinds.map((kind) => [kind, '']),
      );
    case 'path:':
    case '-path:':
      return listed(value, prefix, foldersIn(paths()));
    case 'in:':
      return 'open'.startsWith(value)
        ? [{ label: 'in:open', description: t('files open in the editor') }]
        : [];
    case undefined:
      return queryFilters
        .map(({ prefix: label, example, description }) =>
          label === 'in:' || label === '"' ? { label: example, description } : { label, description },
        )
        .filter(({ label }) => label.startsWith(typed));
    default:
      return [];
  }
}

/** The names that begin with the last one of a list with commas. */
function listed(value: string, prefix: string, names: readonly (readonly [string, string])[]): Option[] {
  const comma = value.lastIndexOf(',') + 1;
  const start = value.slice(comma).toLowerCase();
  return names
    .filter(([name]) => name.toLowerCase().startsWith(start))
    .map(([name, description]) => ({
      label: `${prefix}${value.slice(0, comma)}${/\s/u.test(name) ? `"${name}"` : name}`,
      description,
    }));
}

/** Languages with their numbers of files, the most frequent first. */
function languagesIn(paths: Iterable<string>): [string, string][] {
  return counted([...paths].map((path) => languageOf(path)));
}

/** Folders with their numbers of files, the fullest first. */
function foldersIn(paths: Iterable<string>): [string, string][] {
  const folders: string[] = [];
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(parts.length, MAX_FOLDER_DEPTH); depth++)
      folders.push(`${parts.slice(0, depth).join('/')}/`);
  }
  return counted(folders);
}

function counted(names: readonly string[]): [string, string][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => [name, count === 1 ? t('{0} file', 1) : t('{0} files', formatCount(count))]);
}

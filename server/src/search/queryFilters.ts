/** The filters that stand in a query itself. This is the one place that reads them, for editors and the command line alike. */
import { t } from '../base/texts';
import { chunkKinds } from '../chunking/chunk';
import { languageOf, PLAIN_TEXT } from '../chunking/languages';
import { languageTable } from '../chunking/languageTable';

/** What a person may type in a query to narrow it, with an example and what it does. */
export const queryFilters = [
  { prefix: 'lang:', example: 'lang:python', description: 'only files in a language' },
  { prefix: 'path:', example: 'path:src', description: 'only paths that hold a text or fit a glob' },
  { prefix: '-path:', example: '-path:test', description: 'no path that holds a text or fits a glob' },
  { prefix: 'kind:', example: 'kind:function', description: 'only one kind of symbol' },
  { prefix: 'in:', example: 'in:open', description: 'only files that are open in the editor' },
  { prefix: 'changed:', example: 'changed:', description: 'only files changed on this branch' },
  { prefix: '"', example: '"exact words"', description: 'these words must occur as they stand' },
] as const;

/** A filter that means nothing, and what would. */
export interface FilterProblem {
  /** As it stands in the query. */
  filter: string;
  message: string;
}

/** A query, taken apart. */
export interface ReadQuery {
  /** The question itself; words in quotes stay in it without their quotes. */
  text: string;
  languages: string[];
  /** Globs over paths relative to the workspace folder. */
  include: string[];
  exclude: string[];
  kinds: string[];
  /** Texts that must occur in a hit, letter case aside. */
  words: string[];
  open: boolean;
  changed: boolean;
  /** The filters as they stand in the query, those that say nothing left out; words in quotes are part of the question. */
  filters: string[];
  problems: FilterProblem[];
}

/** A part of a query between white space; a quoted one may hold white space. */
export interface QueryToken {
  text: string;
  /** Where it starts in the query, in UTF-16 units. */
  start: number;
}

/** Other names that people have for languages; extensions are known by the table of languages. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  'c#': 'csharp',
  golang: 'go',
  bash: 'shellscript',
  shell: 'shellscript',
  text: PLAIN_TEXT,
  tsx: 'typescriptreact',
  jsx: 'javascriptreact',
  markdown: 'markdown',
};

/** A language that others are written in with a few additions: who asks for it means those too. */
const LANGUAGE_FAMILIES: Readonly<Record<string, readonly string[]>> = {
  typescript: ['typescript', 'typescriptreact'],
  javascript: ['javascript', 'javascriptreact'],
};

const KIND_NAMES: Readonly<Record<string, string>> = {
  fn: 'function',
  func: 'function',
  functions: 'function',
  methods: 'method',
  ctor: 'constructor',
  classes: 'class',
  interfaces: 'interface',
  structs: 'struct',
  enums: 'enum',
  traits: 'trait',
  types: 'type',
  const: 'constant',
  constants: 'constant',
};

/** `std::sort`, `path::join` and `http://` are no filters: a colon or two slashes follow. */
const FILTER = /^(lang|-?path|kind|in|changed):(?!:|\/\/)(.*)$/su;

/** How many known names an explanation lists. */
const MAX_LISTED = 12;

/** Ids of the languages that files are told apart by. */
export const languageIds: readonly string[] = Object.keys(languageTable);

/** Takes a query apart. Nothing that a person types is an error: what means nothing is told in `problems`. */
export function readQuery(query: string): ReadQuery {
  const read: ReadQuery = {
    text: '',
    languages: [],
    include: [],
    exclude: [],
    kinds: [],
    words: [],
    open: false,
    changed: false,
    filters: [],
    problems: [],
  };
  const question: string[] = [];
  for (const { text } of tokensOf(query)) {
    const quoted = quotedText(text);
    const [, name, value = ''] = FILTER.exec(text) ?? [];
    if (quoted !== undefined) {
      if (quoted !== '') read.words.push(quoted);
      question.push(quoted);
    } else if (name === undefined) question.push(text);
    else takeFilter(read, name, quotedText(value) ?? value, text);
  }
  read.text = question.join(' ').trim();
  return read;
}

/** Splits at white space, but not within quotes that are closed. */
export function tokensOf(query: string): QueryToken[] {
  // A quote in the middle of a word, as in `don"t`, opens nothing.
  const pattern = /(?:-?[a-z]+:)?"[^"]*"(?=\s|$)|\S+/gu;
  return [...query.matchAll(pattern)].map((match) => ({ text: match[0], start: match.index }));
}

function quotedText(token: string): string | undefined {
  return token.length >= 2 && token.startsWith('"') && token.endsWith('"')
    ? token.slice(1, -1).trim()
    : undefined;
}

function takeFilter(read: ReadQuery, name: string, value: string, filter: string): void {
  const problem = (message: string): void => void read.problems.push({ filter, message });
  if (name === 'changed') {
    if (value === '') read.changed = true;
    else problem(t('It takes no value: it means the files changed on this branch.'));
  } else if (value === '') {
    // Still being typed: it narrows nothing yet.
    return;
  } else if (name === 'in') {
    if (value === 'open') read.open = true;
    else problem(t('It knows “open” alone, for the files that are open, not “{0}”.', value));
  } else if (name === 'lang') takeNames(value, languagesNamed, read.languages, problem, unknownLanguage);
  else if (name === 'kind') takeNames(value, kindsNamed, read.kinds, problem, unknownKind);
  else (name === 'path' ? read.include : read.exclude).push(...pathGlobs(value));
  if (read.problems.at(-1)?.filter !== filter) read.filters.push(filter);
}

/** Takes the names of a list with commas, each of which has to be known. */
function takeNames(
  value: string,
  known: (name: string) => readonly string[],
  into: string[],
  problem: (message: string) => void,
  explain: (name: string) => string,
): void {
  const names = value.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => known(name).length === 0);
  if (unknown === undefined) into.push(...names.flatMap(known));
  else problem(explain(unknown));
}

/** The ids of the languages that a name, an id or an extension means; none for an unknown one. */
export function languagesNamed(name: string): readonly string[] {
  const lower = name.toLowerCase();
  const extension = lower.replace(/^\.?/, '.');
  const byExtension = languageOf(`x${extension}`);
  const id = languageIds.includes(lower)
    ? lower
    : (own(LANGUAGE_NAMES, lower) ?? (byExtension === PLAIN_TEXT && lower !== 'txt' ? '' : byExtension));
  if (id === '') return [];
  return own(LANGUAGE_FAMILIES, id) ?? [id];
}

function kindsNamed(name: string): readonly string[] {
  const lower = name.toLowerCase();
  const kind = own(KIND_NAMES, lower) ?? lower;
  return (chunkKinds as readonly string[]).includes(kind) ? [kind] : [];
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function unknownLanguage(name: string): string {
  const near = languageIds.filter((id) => id.startsWith(name.slice(0, 2).toLowerCase()));
  const listed = (near.length > 0 ? near : languageIds).slice(0, MAX_LISTED).join(', ');
  return near.length > 0
    ? t('There is no language “{0}”; near to it are {1}.', name, listed)
    : t('There is no language “{0}”; for example {1}.', name, listed);
}

function unknownKind(name: string): string {
  return t('There is no kind “{0}”; one of {1}.', name, chunkKinds.join(', '));
}

/** A glob stands for itself; a plain text for every path that holds it, from the folder's root when it begins with `/`. */
function pathGlobs(value: string): string[] {
  const path = value.replace(/\\/g, '/');
  const isGlob = /[*?[\]{}!]/.test(path);
  if (path.startsWith('/')) return isGlob ? [path.slice(1)] : [`${path.slice(1)}*`, `${path.slice(1)}*/**`];
  return isGlob ? [path, `**/${path}`] : [`**/*${path}*`, `**/*${path}*/**`];
}

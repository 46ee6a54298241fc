import { lightStem, termsOf } from '../chunking/searchTerms';

/** `symbol`: the name of something; `path`: a file; `language`: a question in words. */
export type QueryKind = 'symbol' | 'path' | 'language';

export interface AnalysedQuery {
  /** Trimmed, white space folded, cut to {@link MAX_QUERY_CHARS}. */
  text: string;
  kind: QueryKind;
  /** What keyword search looks for. */
  terms: string[];
  /** Names to look up among the definitions, the last part of a qualified name. */
  symbols: string[];
  /** Stems of the plain words, without the ones that say nothing. */
  stems: ReadonlySet<string>;
  /** Whether the question is about tests, so that they are not put back. */
  wantsTests: boolean;
  /** Whether the question is about documentation or examples. */
  wantsDocs: boolean;
}

/** A pasted page is cut here: the model reads 512 tokens, and a keyword query of thousands of words finds everything. */
export const MAX_QUERY_CHARS = 2_000;

/** Distinct terms that keyword search is asked for at most. */
const MAX_TERMS = 64;

const IDENTIFIER = /^[\p{L}_$@#][\p{L}\p{N}_$]*[?!]?$/u;
const QUALIFIED = /^[\p{L}_$@][\p{L}\p{N}_$]*(?:(?:::|->|[.#/\\])[\p{L}_$][\p{L}\p{N}_$]*[?!]?)+(?:\(\))?$/u;
const CODE_WORD = /[\p{Ll}\p{N}]\p{Lu}|_|::|->|\(\)/u;
const PATH = /^[\w@.-]*(?:[/\\][\w@.-]+)+$|^[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{0,4}$/i;

/** Words of a question that stand in every file. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be been being by can code could define defined defines did do does doing done each file find for from function get ' +
    'gets had has have having how i if implement implementation implemented in into is it its just logic made make me more most much my no not ' +
    'of on one or our out over should show so some such than that the their them then there these they this those to too up us use used uses ' +
    'using very was we were what when where which while who why will with would you your'
  ).split(' '),
);

/** Reads what a query is after. */
export function analyseQuery(query: string): AnalysedQuery {
  const text = query.replace(/\s+/g, ' ').trim().slice(0, MAX_QUERY_CHARS);
  const words = text.split(' ');
  const content = words.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  const kind = kindOf(text, words);
  const stems = new Set(termsOf((content.length > 0 ? content : words).join(' ')).map(lightStem));
  return {
    text,
    kind,
    terms: [...new Set(termsOf((content.length > 0 ? content : words).join(' ')))].slice(0, MAX_TERMS),
    symbols: symbolsOf(kind, words),
    stems,
    wantsTests: /\b(?:tests?|specs?|mocks?|fixtures?|benchmarks?)\b/i.test(text),
    wantsDocs: /\b(?:docs?|documentation|readme|examples?|tutorial|guide|changelog)\b/i.test(text),
  };
}

function kindOf(text: string, words: readonly string[]): QueryKind {
  if (words.length > 1) return 'language';
  if (QUALIFIED.test(text) && !/[/\\]/.test(text) && !hasFileExtension(text)) return 'symbol';
  if (PATH.test(text)) return 'path';
  return IDENTIFIER.test(text) || QUALIFIED.test(text) ? 'symbol' : 'language';
}

/** `server.ts` is a file, `server.start` a symbol; a short known list decides, since both look alike. */
function hasFileExtension(text: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|pyi|go|rs|java|c|h|cc|cpp|hpp|cs|php|rb|kts?|swift|scala|lua|sh|exs?|hs|zig|md|json|ya?ml|toml|html|css|sql|txt)$/i.test(
    text,
  );
}

function symbolsOf(kind: QueryKind, words: readonly string[]): string[] {
  const candidates = kind === 'symbol' ? words : words.filter((word) => CODE_WORD.test(word));
  const names = candidates.map(lastName).filter((name) => name.length > 1);
  return [...new Set(names)].slice(0, MAX_SYMBOLS);
}

/** Names looked up in one query; each is a look-up of its own. */
const MAX_SYMBOLS = 4;

function lastName(word: string): string {
  const parts = word.replace(/\(\)$/, '').split(/::|->|[.#/\\]/);
  return (parts.at(-1) ?? '').replace(/^[^\p{L}\p{N}_$]+|[^\p{L}\p{N}_$?!]+$/gu, '');
}

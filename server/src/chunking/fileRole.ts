/**
 * What a path says about a file, for whoever orders files by it: the ranking of hits (`search/fileTraits`) and the
 * order of indexing. Nothing here reads a file.
 */
import { languageOf, PLAIN_TEXT } from './languages';

const TEST =
  /^t\/|(?:^|\/)(?:tests?|specs?|__tests__|testing|testdata|test-?fixtures?|testFixtures|fixtures?|__mocks__|mocks|e2e|benchmarks?|benches|test_suite|\w+[-_]tests?|androidTest|\w+Tests?)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|tests|spec|bench|mock)\.[^/]+$|_test\.[^/]+$|(?:Tests?|Spec)\.(?:java|kt|scala|cs|swift|php|hs)$/;
const VENDORED = /(?:^|\/)(?:vendor|vendored|third[_-]?party|thirdparty|external|deps|Godeps)\//i;
const GENERATED =
  /(?:^|\/)(?:generated|gen|dist|build|out)\/|\.(?:pb|g|gen|generated)\.[^/]+$|_pb2(?:_grpc)?\.py$/i;

/** Languages of text that is written for a reader. */
const PROSE = new Set(['markdown', 'restructuredtext', 'asciidoc', 'org', 'latex']);

/** Languages that hold text and data; a question asks for code unless it says otherwise. */
const NOT_CODE = new Set([
  'markdown',
  PLAIN_TEXT,
  'restructuredtext',
  'asciidoc',
  'json',
  'yaml',
  'toml',
  'xml',
  'csv',
  'ini',
  'html',
  'css',
]);

/** Data, settings and patches that the ranking does not tell from code, but that nobody waits for. */
const SELDOM_ASKED_FOR = new Set(['jsonc', 'jsonl', 'properties', 'diff', 'ignore', 'bibtex']);

/** A test, what it works on, or a benchmark. */
export function isTestPath(path: string): boolean {
  return TEST.test(path);
}

/** A copy of somebody else's code. */
export function isVendoredPath(path: string): boolean {
  return VENDORED.test(path);
}

/** Made by a program. */
export function isGeneratedPath(path: string): boolean {
  return GENERATED.test(path);
}

/** Text or data, by the id of its language. */
export function isTextOrData(language: string): boolean {
  return NOT_CODE.has(language);
}

/** What a file is for. */
export type FileRole = 'source' | 'test' | 'docs' | 'other';

/**
 * What a file is for, by its path alone. `other` is data, settings, what a program made, somebody else's code in a
 * vendor folder, and every file whose name tells no language (a script that only its `#!` line tells of is one).
 * @param path relative to the workspace folder, with `/`
 */
export function fileRole(path: string): FileRole {
  if (isVendoredPath(path) || isGeneratedPath(path)) return 'other';
  const language = languageOf(path);
  if (PROSE.has(language)) return 'docs';
  if (isTextOrData(language) || SELDOM_ASKED_FOR.has(language)) return 'other';
  return isTestPath(path) ? 'test' : 'source';
}

import type { AnalysedQuery } from './queryAnalysis';

const TEST =
  /^t\/|(?:^|\/)(?:tests?|specs?|__tests__|testing|testdata|test-?fixtures?|testFixtures|fixtures?|__mocks__|mocks|e2e|benchmarks?|benches)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|tests|spec|bench|mock)\.[^/]+$|_test\.[^/]+$|(?:Tests?|Spec)\.(?:java|kt|scala|cs|swift|php|hs)$/;
const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|demos?|playground|(?:[\w-]+-)?docs?|documentation|tutorials?)\//i;
const VENDORED = /(?:^|\/)(?:vendor|vendored|third[_-]?party|external|deps|Godeps)\//i;
const GENERATED =
  /(?:^|\/)(?:generated|gen|dist|build|out)\/|\.(?:pb|g|gen|generated)\.[^/]+$|_pb2(?:_grpc)?\.py$/i;
const DECLARATION = /\.d\.[cm]?ts$|\.pyi$/;
/** Languages that hold text and data; a question asks for code unless it says otherwise. */
const NOT_CODE = new Set([
  'markdown',
  'plaintext',
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

/** How much of its score a hit keeps for the kind of file that it stands in; 1 is all of it. */
export function filePenalty(path: string, language: string, query: AnalysedQuery): number {
  let kept = 1;
  if (!query.wantsTests && TEST.test(path)) kept *= 0.6;
  if (!query.wantsDocs && EXAMPLE.test(path)) kept *= 0.75;
  if (VENDORED.test(path)) kept *= 0.6;
  if (GENERATED.test(path)) kept *= 0.6;
  if (DECLARATION.test(path)) kept *= 0.8;
  if (!query.wantsDocs && NOT_CODE.has(language)) kept *= 0.65;
  return kept;
}

const TEST =
  /^t\/|(?:^|\/)(?:tests?|specs?|__tests__|testing|testdata|test-?fixtures?|testFixtures|fixtures?|__mocks__|mocks|e2e|benchmarks?|benches|test_suite|\w+[-_]tests?|androidTest|\w+Tests?)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|tests|spec|bench|mock)\.[^/]+$|_test\.[^/]+$|(?:Tests?|Spec)\.(?:java|kt|scala|cs|swift|php|hs)$/;
const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|demos?|playground|(?:[\w-]+-)?docs?|documentation|tutorials?|guides?)\//i;
const VENDORED = /(?:^|\/)(?:vendor|vendored|third[_-]?party|thirdparty|external|deps|Godeps)\//i;
const GENERATED =
  /(?:^|\/)(?:generated|gen|dist|build|out)\/|\.(?:pb|g|gen|generated)\.[^/]+$|_pb2(?:_grpc)?\.py$/i;
const DECLARATION = /\.d\.[cm]?ts$|\.pyi$/;
const OLD = /(?:^|[/_.-])(?:compat|deprecated|legacy|old|obsolete|polyfills?|shims?)(?:[/_.-]|$)/i;
const ENTRY = /(?:^|\/)(?:index|main|mod|lib|__init__|init|app|package)\.[^/.]+$/i;
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

/** What a path says about a file, each true or false. */
export interface FileTraits {
  test: boolean;
  example: boolean;
  vendored: boolean;
  generated: boolean;
  declaration: boolean;
  old: boolean;
  entry: boolean;
  notCode: boolean;
}

export function fileTraits(path: string, language: string): FileTraits {
  return {
    test: TEST.test(path),
    example: EXAMPLE.test(path),
    vendored: VENDORED.test(path),
    generated: GENERATED.test(path),
    declaration: DECLARATION.test(path),
    old: OLD.test(path),
    entry: ENTRY.test(path),
    notCode: NOT_CODE.has(language),
  };
}

/** What a file is for, as its path tells. */
export type FileRole = 'source' | 'test' | 'foreign';

/** Folders whose code is made or kept by others. */
const FOREIGN_FOLDERS =
  /(?:^|\/)(?:vendor|vendored|_vendor|third[_-]?party|3rd[_-]?party|node_modules|bower_components|deps\/[^/]+|externals|subprojects|dist|\.next|\.yarn|Pods|Carthage|jspm_packages|site-packages|migrations|generated|__generated__|autogen|snapshots|__snapshots__)\//;

/** Files that tools write. */
const FOREIGN_FILES =
  /(?:\.min\.\w+|\.bundle\.\w+|\.pb\.\w+|\.pb2?\.\w+|_pb2(?:_grpc)?\.pyi?|\.g\.\w+|\.gen\.\w+|\.generated\.\w+|_generated\.\w+|\.designer\.cs|(?:^|\/)zz_generated[^/]*|(?:^|\/)bindata\.go|_string\.go|_gen\.go|\.d\.ts|\.typings\.ts|-min\.js)$/i;

const TEST_FOLDERS =
  /(?:^|\/)(?:tests?|__tests?__|specs?|testing|testdata|test[-_]\w+|\w+[-_]tests?|test[-_]?fixtures?|fixtures?|__fixtures__|e2e|mocks?|__mocks__|testutils?|bench(?:marks?)?|jmh|smoketests?|unittests?)\/|^t\//i;

const TEST_FILES =
  /(?:^|\/)(?:test_[^/]*|conftest|tests?)\.\w+$|[._-](?:test|tests|spec|specs|e2e|bench|stories|cy|mock)\.\w+$|(?:^|\/)[^/]*(?:Tests?|TestCase|IT|Spec|Specs|Benchmark)\.(?:java|kt|kts|scala|cs|groovy|php|swift|hs)$/;

/** Code that looks like a test, an example or a shown piece: set-up is repeated there so that each can be read alone. */
const EXAMPLES = /(?:^|\/)(?:examples?|samples?|demos?|docs?|tutorials?|snippets?)\//i;

/** Tells code of the user's own from tests, examples and what others wrote. */
export function roleOf(path: string): FileRole {
  if (FOREIGN_FOLDERS.test(path) || FOREIGN_FILES.test(path)) return 'foreign';
  return TEST_FOLDERS.test(path) || TEST_FILES.test(path) || EXAMPLES.test(path) ? 'test' : 'source';
}

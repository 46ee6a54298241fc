import assert from 'node:assert/strict';
import { fileTraits } from '../../../server/src/search/fileTraits';

describe('fileTraits', () => {
  const cases: [path: string, traits: string[]][] = [
    ['src/server.ts', []],
    ['main.go', ['entry']],
    ['src/index.ts', ['entry']],
    ['pkg/__init__.py', ['entry']],
    ['crates/core/src/lib.rs', ['entry']],
    ['src/indexer.ts', []],
    ['src/parser.test.ts', ['test']],
    ['src/parser.spec.js', ['test']],
    ['test/parser.ts', ['test']],
    ['tests/unit/parser.py', ['test']],
    ['pkg/test_parser.py', ['test']],
    ['pkg/conftest.py', ['test']],
    ['pkg/parser_test.go', ['test']],
    ['src/test/java/ParserTest.java', ['test']],
    ['src/__tests__/parser.js', ['test']],
    ['src/Parser.java', []],
    ['src/latest.ts', []],
    ['src/contest.go', []],
    ['src/attestation/verify.go', []],
    ['src/protest.py', []],
    ['examples/hello.py', ['example']],
    ['docs/guide.md', ['example', 'notCode']],
    ['Documentation/x.c', ['example']],
    ['vendor/lib/x.go', ['vendored']],
    ['third_party/x.c', ['vendored']],
    ['src/vendors.ts', []],
    ['dist/bundle.js', ['generated']],
    ['api/types.pb.go', ['generated']],
    ['api/types_pb2.py', ['generated']],
    ['src/generator.ts', []],
    ['types/api.d.ts', ['declaration']],
    ['types/api.d.mts', ['declaration']],
    ['pkg/api.pyi', ['declaration']],
    ['src/legacy/api.ts', ['old']],
    ['src/api.deprecated.ts', ['old']],
    ['src/folder.ts', []],
    ['README.md', ['notCode']],
    ['', []],
  ];
  for (const [path, expected] of cases)
    it(`of ${path || 'no path'}: ${expected.join(', ') || 'none'}`, () => {
      const traits = fileTraits(path, path.endsWith('.md') ? 'markdown' : 'typescript');
      const found = Object.entries(traits).filter(([, holds]) => holds);
      assert.deepEqual(found.map(([name]) => name).sort(), [...expected].sort());
    });

  it('knows text and data by the language', () => {
    for (const language of ['markdown', 'json', 'yaml', 'plaintext'])
      assert.equal(fileTraits('a', language).notCode, true, language);
    for (const language of ['python', 'typescript', 'sql', 'shellscript', ''])
      assert.equal(fileTraits('a', language).notCode, false, language);
  });
});

import assert from 'node:assert/strict';
import { type FileRole, fileRole } from '../../../server/src/chunking/fileRole';

describe('fileRole', () => {
  const cases: Record<FileRole, string[]> = {
    source: [
      'main.go',
      'src/latest.ts',
      'pkg/api.pyi',
      'examples/hello.py',
      'src/main/java/com/example/Cart.java',
      'docs/conf.py',
      'Makefile',
      'db/schema.sql',
      'odd name/ä b.rs',
    ],
    test: ['test/parser.ts', 'pkg/test_parser.py', 'pkg/parser_test.go', 'src/a.spec.js', 'fixtures/a.rb'],
    docs: ['README.md', 'README', 'docs/guide.rst', 'test/README.md', 'paper.tex'],
    other: [
      '',
      'LICENSE',
      'package.json',
      'test/data.json',
      'bin/akin',
      'notes.txt',
      'a.unknown',
      'vendor/lib/x.go',
      'vendor/lib/README.md',
      'dist/bundle.js',
      'api/types.pb.go',
      '.gitignore',
      'fix.patch',
    ],
  };
  for (const [role, paths] of Object.entries(cases))
    for (const path of paths)
      it(`of ${path || 'no path'}: ${role}`, () => assert.equal(fileRole(path), role));
});

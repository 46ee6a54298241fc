import assert from 'node:assert/strict';
import { describeHit } from '../../../../client/src/views/hitText';
import type { SearchHit } from '../../../../protocol/searchMessages';

const hit = (given: Partial<SearchHit>): SearchHit => ({
  uri: 'file:///w/src/a.ts',
  range: { start: { line: 11, character: 0 }, end: { line: 40, character: 1 } },
  score: 1,
  language: 'typescript',
  preview: '',
  reasons: ['similar in meaning'],
  matches: [],
  ...given,
});

describe('describeHit', () => {
  it('shows name, path with line, container and reasons', () => {
    const found = hit({ symbol: 'parse', kind: 'method', container: 'Reader', reasons: ['a', 'b'] });
    assert.deepEqual(describeHit(found, 'src/a.ts'), {
      label: '$(symbol-method) parse',
      description: 'src/a.ts:12',
      detail: 'in Reader · a · b',
    });
  });

  const contexts: [string, Partial<SearchHit>, string][] = [
    [
      'a method',
      { kind: 'method', symbol: 'get', container: 'warehouse.LruCache' },
      'in warehouse.LruCache · why',
    ],
    ['something at top level', { kind: 'function', symbol: 'get', container: '' }, 'why'],
    [
      'a constructor that has its class’s name',
      { kind: 'constructor', symbol: 'Lru', container: 'Lru' },
      'why',
    ],
    [
      'one of a class within others',
      { kind: 'constructor', symbol: 'Lru', container: 'a.B.Lru' },
      'in a.B · why',
    ],
    [
      'a constructor with a name of its own',
      { kind: 'constructor', symbol: 'constructor', container: 'Lru' },
      'in Lru · why',
    ],
    [
      'a function in a module of its name',
      { kind: 'function', symbol: 'retry', container: 'retry' },
      'in retry · why',
    ],
  ];
  for (const [what, given, detail] of contexts)
    it(`says where ${what} stands`, () =>
      assert.equal(describeHit(hit({ ...given, reasons: ['why'] }), 'p').detail, detail));

  const labels: [string, string, string][] = [
    ['the first line of code', '// Licence\n\n  const port = 1;', 'const port = 1;'],
    ['the comment where there is only that', '/**\n * Why it is so.\n */', 'Why it is so.'],
    ['a directive of C, which is no comment', '#include <stdio.h>', '#include <stdio.h>'],
    ['an attribute of Rust, which is no comment', '#[derive(Debug)]', '#[derive(Debug)]'],
    ['a comment of Python without its mark', '# read it', 'read it'],
    ['the path where there is nothing to read', '{\n}', 'src/a.ts'],
    ['a long line cut', `x = ${'y'.repeat(100)}`, `x = ${'y'.repeat(43)}…`],
  ];
  for (const [what, preview, label] of labels)
    it(`names a block by ${what}`, () =>
      assert.equal(
        describeHit(hit({ kind: 'block', preview }), 'src/a.ts').label,
        `$(symbol-snippet) ${label}`,
      ));

  it('has an icon for a kind that it does not know', () =>
    assert.equal(describeHit(hit({ symbol: 'x', kind: 'new' }), 'p').label, '$(symbol-misc) x'));

  it('shows code that looks like an icon as it stands', () =>
    assert.equal(
      describeHit(hit({ preview: '$(document).ready(go)' }), 'p').label,
      '$(symbol-misc) \\$(document).ready(go)',
    ));
});

import assert from 'node:assert/strict';
import { cleanComment, cleanComments, cleanDocstring } from '../../../server/src/chunking/docComment';

describe('cleanComment', () => {
  const cases: [name: string, comment: string, text: string][] = [
    ['line comments', '// One.\n//   Two.\n// Three.', 'One.\n  Two.\nThree.'],
    ['a JSDoc block', '/**\n * One.\n *\n * - two\n * @param a three\n */', 'One.\n\n- two\n@param a three'],
    ['a block of one line', '/** One. */', 'One.'],
    ['rustdoc', '/// One.\n/// ```\n/// let a = 1;\n/// ```', 'One.\n```\nlet a = 1;\n```'],
    ['hashes', '# One.\n#\n# Two.', 'One.\n\nTwo.'],
    ['Haddock', '-- | One.\n-- Two.', 'One.\nTwo.'],
    ['Lua', '--- One.\n-- @param a two', 'One.\n@param a two'],
    ['a Lua block', '--[[\nOne.\nTwo.\n]]', 'One.\nTwo.'],
    [
      'XML documentation',
      '/// <summary>\n/// One <see cref="Two"/>.\n/// </summary>\n/// <param name="a">Three.</param>',
      'One Two.\na: Three.',
    ],
    ['a Ruby block', '=begin\nOne.\n=end', 'One.'],
    ['notes to tools', '// eslint-disable-next-line no-console\n// One.', 'One.'],
    ['rulers', '// ------\n// One.\n// ======', 'One.'],
    ['CRLF', '/**\r\n * One.\r\n * Two.\r\n */', 'One.\nTwo.'],
    ['nothing', '//', ''],
  ];
  for (const [name, comment, text] of cases) {
    it(name, () => assert.equal(cleanComment(comment), text));
  }
});

describe('cleanDocstring', () => {
  it('removes quotes, prefixes and common indentation', () => {
    assert.equal(cleanDocstring('r"""One.\n\n    Two:\n      three.\n    """'), 'One.\n\nTwo:\n  three.');
    assert.equal(cleanDocstring("'One.'"), 'One.');
    assert.equal(cleanDocstring('~S"""\nOne.\n"""'), 'One.');
  });

  it('keeps marks that mean something in prose', () => {
    assert.equal(cleanDocstring('"""\n# Title\n* item\n"""'), '# Title\n* item');
  });
});

describe('cleanComments', () => {
  it('reads line comments as one and blocks by themselves', () => {
    assert.equal(cleanComments(['/* One. */', '// Two:', '//   three.']), 'One.\nTwo:\n  three.');
    assert.equal(cleanComments(['/// <summary>', '/// A <see cref="B"/>.', '/// </summary>']), 'A B.');
  });
});

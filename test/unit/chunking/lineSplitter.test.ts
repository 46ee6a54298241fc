import assert from 'node:assert/strict';
import { splitRows } from '../../../server/src/chunking/lineSplitter';
import { SourceLines } from '../../../server/src/chunking/sourceLines';

function split(text: string, softChars: number, hardChars = softChars): string[] {
  const lines = new SourceLines(text);
  const ranges = splitRows(lines, { from: 0, to: lines.count - 1 }, { softChars, hardChars });
  return ranges.map(({ from, to }) => lines.slice(from, to));
}

describe('splitRows', () => {
  it('leaves what fits in one piece', () => {
    assert.deepEqual(split('a\nb\nc', 100), ['a\nb\nc']);
  });

  it('prefers a row after a blank one', () => {
    assert.deepEqual(split('aaaa\nbbbb\n\ncccc\ndddd', 14), ['aaaa\nbbbb\n', 'cccc\ndddd']);
  });

  it('prefers the outermost level', () => {
    assert.deepEqual(split('if a:\n  b\n  c\nif d:\n  e\n  f', 20), ['if a:\n  b\n  c', 'if d:\n  e\n  f']);
  });

  it('keeps a closing line with what it closes', () => {
    assert.deepEqual(split('a(\n  1,\n  2,\n);\nb();\n', 16), ['a(\n  1,\n  2,\n);', 'b();']);
  });

  it('passes the soft limit to reach a good place', () => {
    assert.deepEqual(split('f(\n  1,\n  2,\n  3,\n  4\n)\ng()', 12, 40), [
      'f(\n  1,\n  2,\n  3,\n  4\n)',
      'g()',
    ]);
  });

  it('loses and repeats nothing', () => {
    const text = Array.from({ length: 500 }, (_, row) => `${' '.repeat((row * 7) % 12)}row ${row}`).join(
      '\n',
    );
    assert.equal(split(text, 300).join('\n'), text);
    for (const piece of split(text, 300)) assert.ok(piece.length <= 300);
  });

  it('keeps a row longer than the limit whole', () => {
    const long = 'x'.repeat(50);
    assert.deepEqual(split(`a\n${long}\nb`, 10), ['a', long, 'b']);
  });
});

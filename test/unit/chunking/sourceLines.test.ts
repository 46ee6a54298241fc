import assert from 'node:assert/strict';
import { SourceLines } from '../../../server/src/chunking/sourceLines';

describe('SourceLines', () => {
  it('counts every kind of line end', () => {
    const lines = new SourceLines('a\nb\r\nc\rd');
    assert.equal(lines.count, 4);
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => lines.slice(row, row)),
      ['a', 'b', 'c', 'd'],
    );
  });

  it('has no line after the last line end', () => {
    assert.equal(new SourceLines('a\n').count, 1);
    assert.equal(new SourceLines('').count, 1);
  });

  it('finds the row of an index', () => {
    const lines = new SourceLines('ab\ncd\n\nef');
    assert.deepEqual(
      [0, 2, 3, 6, 7, 99].map((index) => lines.rowAt(index)),
      [0, 0, 1, 2, 3, 3],
    );
  });

  it('keeps the line ends inside a slice', () => {
    assert.equal(new SourceLines('a\r\nb\r\nc').slice(0, 1), 'a\r\nb');
  });
});

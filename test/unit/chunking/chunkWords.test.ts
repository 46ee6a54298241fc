import assert from 'node:assert/strict';
import type { Chunk } from '../../../server/src/chunking/chunk';
import { chunkWords } from '../../../server/src/chunking/chunkWords';
import { countOf, Field, fieldsOf } from '../../../server/src/chunking/termValue';

function wordsOf(given: Partial<Chunk>): {
  of: (word: string) => [count: number, fields: number];
  length: number;
} {
  const { terms, values, length } = chunkWords({
    path: 'a.ts',
    language: 'typescript',
    kind: 'function',
    enclosing: [],
    startLine: 1,
    endLine: 1,
    nameLine: 1,
    text: '',
    ...given,
  });
  const words = terms.split(' ');
  assert.equal(values.length, words.length);
  assert.equal(new Set(words).size, words.length, 'each word once');
  return {
    length,
    of: (word) => {
      const value = values[words.indexOf(word)] ?? 0;
      return [countOf(value), fieldsOf(value)];
    },
  };
}

describe('the words of a chunk', () => {
  it('are those of its source and of its place, repetitions counted', () => {
    const words = wordsOf({
      path: 'far/away/server/src/disk.ts',
      enclosing: ['Outer'],
      text: 'run(x); run(disk)',
    });
    assert.deepEqual(words.of('run'), [2, 0]);
    assert.deepEqual(words.of('disk'), [3, 0], 'twice for the name of the file');
    assert.deepEqual(words.of('server'), [1, 0]);
    assert.deepEqual(words.of('outer'), [1, Field.container]);
    assert.deepEqual(words.of('far'), [0, 0], 'only the last two folders count');
  });

  it('say in which fields each stands', () => {
    const words = wordsOf({
      symbol: 'load',
      enclosing: ['Box'],
      signature: 'load(box)',
      doc: 'A box of disk',
      text: 'load load',
    });
    assert.deepEqual(words.of('load'), [2, Field.name | Field.signature]);
    assert.deepEqual(words.of('box'), [1, Field.container | Field.signature | Field.doc]);
    assert.deepEqual(words.of('disk'), [1, Field.doc], 'of the doc alone, once');
  });

  it('have a length without those that stand in a field alone', () => {
    const plain = wordsOf({ text: 'one two two' });
    assert.equal(plain.length, 3 + 2, 'and the file’s name twice');
    assert.equal(wordsOf({ text: 'one two two', doc: 'box' }).length, plain.length);
  });

  it('are capped in their count where a word fills the source', () => {
    assert.deepEqual(wordsOf({ text: 'x '.repeat(1_000) }).of('x'), [255, 0]);
  });

  it('have names of any script, and such that objects have', () => {
    const words = wordsOf({ text: 'größe 日本 __proto__ constructor' });
    for (const word of ['größe', '日本', '__proto__', 'constructor'])
      assert.deepEqual(words.of(word), [1, 0], word);
  });
});

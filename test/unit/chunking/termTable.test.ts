import assert from 'node:assert/strict';
import { termsOf } from '../../../server/src/chunking/searchTerms';
import { TermTable } from '../../../server/src/chunking/termTable';
import { hashOf } from '../../../server/src/chunking/wordPlaces';

describe('the table of terms', () => {
  let table: TermTable;
  beforeEach(() => (table = new TermTable()));

  const termsAt = (
    text: string,
    start = 0,
    end = text.length,
    hash = hashOf(text.slice(start, end)),
  ): string[] => table.idsAt(text, start, end, hash).map((id) => table.term(id));

  it('has the terms of a word, wherever that stands', () => {
    assert.deepEqual(termsAt('readFiles'), termsOf('readFiles'));
    assert.deepEqual(termsAt('x = readFiles()', 4, 13), termsOf('readFiles'));
    assert.equal(table.knownWords, 1);
  });

  it('has one number for a term, whichever word it comes from', () => {
    const ids = ['readFile', 'file'].map((word) => table.idsAt(word, 0, word.length, hashOf(word)));
    assert.ok((ids[1]?.length ?? 0) > 0);
    assert.ok(ids[1]?.every((id) => ids[0]?.includes(id)));
  });

  it('tells words apart that have the same hash', () => {
    assert.equal(hashOf('Aa'), hashOf('BB'));
    for (const word of ['Aa', 'BB', 'Aa', 'BB']) assert.deepEqual(termsAt(word), termsOf(word));
    assert.equal(table.knownWords, 2);
  });

  it('has no terms of what is data, and does not keep it', () => {
    assert.deepEqual(termsAt('a'.repeat(65)), []);
    assert.equal(table.knownWords, 0);
    assert.deepEqual(termsAt('a'.repeat(64)), ['a'.repeat(64)]);
  });

  it('keeps all words when it grows', () => {
    const words = Array.from({ length: 10_000 }, (_, at) => `word${at}`);
    const before = words.map((word) => termsAt(word).join());
    assert.equal(table.knownWords, words.length);
    assert.deepEqual(
      words.map((word) => termsAt(word).join()),
      before,
    );
    assert.equal(table.knownWords, words.length);
  });

  it('begins anew when it was cleared', () => {
    termsAt('before');
    table.clear();
    assert.deepEqual([table.knownWords, table.size], [0, 0]);
    assert.deepEqual(termsAt('after'), termsOf('after'));
    assert.equal(table.term(0), 'after');
  });
});

import assert from 'node:assert/strict';
import { scoreTerms } from '../../../server/src/search/bm25';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { indexOf } from './indexedChunk';

/** The scores of files by path, without those that are 0. */
function fileScores(
  index: SearchIndex,
  terms: string[],
  accepts?: (slot: number) => boolean,
): Record<string, number> {
  const { files } = scoreTerms(index, terms, accepts);
  const scores: Record<string, number> = {};
  for (const { path, id } of index.files.values())
    if (files[id] !== 0) scores[path] = files[id] ?? Number.NaN;
  return scores;
}

function assertClose(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-6, `${actual} for ${expected}`);
}

describe('scoreTerms', () => {
  // Two documents of 2 and 4 words: 3 in the mean.
  const fruit = indexOf(
    { path: 'a.ts', terms: 'apple banana' },
    { path: 'b.ts', terms: 'apple apple cherry date' },
  );

  it('gives what the formula gives by hand, to chunks and to files', () => {
    const banana = scoreTerms(fruit, ['banana'], undefined);
    // One of two has it: ln(1 + 1.5 / 1.5). Once in a document of 2: 1.2 * (0.25 + 0.75 * 2/3) = 0.9; file: 1.2 * (0.6 + 0.4 * 2/3) = 1.04.
    assertClose(banana.chunks[0], (Math.log(2) * 2.2) / (1 + 0.9));
    assert.equal(banana.chunks[1], 0);
    assertClose(fileScores(fruit, ['banana'])['a.ts'], (Math.log(2) * 2.2) / (1 + 1.04));
    assert.deepEqual(Object.keys(fileScores(fruit, ['banana'])), ['a.ts']);

    const apple = scoreTerms(fruit, ['apple'], undefined);
    // Both have it: ln(1 + 0.5 / 2.5). Twice in a document of 4: 1.2 * (0.25 + 0.75 * 4/3) = 1.5; file: 1.2 * (0.6 + 0.4 * 4/3) = 1.36.
    assertClose(apple.chunks[1], (Math.log(1.2) * 2 * 2.2) / (2 + 1.5));
    assertClose(fileScores(fruit, ['apple'])['b.ts'], (Math.log(1.2) * 2 * 2.2) / (2 + 1.36));
  });

  it('adds up the terms', () => {
    const [apple, banana, both] = [['apple'], ['banana'], ['apple', 'banana']].map((terms) =>
      scoreTerms(fruit, terms, undefined),
    );
    assertClose(both?.chunks[0], (apple?.chunks[0] ?? 0) + (banana?.chunks[0] ?? 0));
  });

  it('takes a file of several chunks for one document', () => {
    const index = indexOf(
      { path: 'a.ts', terms: 'apple date' },
      { path: 'a.ts', startLine: 9, terms: 'apple cherry' },
      { path: 'b.ts', terms: 'fig fig' },
    );
    // Two chunks of three, but one file of two; files have 4 and 2 words, 3 in the mean.
    const apple = scoreTerms(index, ['apple'], undefined);
    assertClose(apple.chunks[0], Math.log(1 + 1.5 / 2.5));
    assertClose(fileScores(index, ['apple'])['a.ts'], (Math.log(2) * 2 * 2.2) / (2 + 1.36));
  });

  const fields: [what: string, more: object, counts: boolean][] = [
    ['name', { symbol: 'apple' }, true],
    ['signature', { signature: 'apple' }, true],
    ['doc', { doc: 'apple' }, true],
    ['enclosing names', { container: 'apple' }, false],
  ];
  for (const [field, more, counts] of fields)
    it(`counts a word ${counts ? 'more' : 'no more'} in the ${field}`, () => {
      const index = indexOf(
        { path: 'a.ts', terms: 'apple date fig', ...more },
        { path: 'b.ts', terms: 'apple date fig' },
      );
      const [a = 0, b = 0] = scoreTerms(index, ['apple'], undefined).chunks;
      assert.equal(a > b, counts);
      assert.ok(a >= b);
    });

  it('counts the name most', () => {
    const index = indexOf(
      { path: 'a.ts', terms: 'apple date', symbol: 'apple' },
      { path: 'b.ts', terms: 'apple date', signature: 'apple', doc: 'apple' },
    );
    const [name = 0, others = 0] = scoreTerms(index, ['apple'], undefined).chunks;
    assert.ok(name > others);
  });

  it('finds a word that stands in a field alone', () => {
    const index = indexOf({ path: 'a.ts', terms: 'date', doc: 'apple' }, { path: 'b.ts', terms: 'date' });
    assert.ok((scoreTerms(index, ['apple'], undefined).chunks[0] ?? 0) > 0);
  });

  it('leaves out what the filter does', () => {
    const first = (slot: number): boolean => slot === 0;
    const { chunks } = scoreTerms(fruit, ['apple', 'cherry'], first);
    assert.ok((chunks[0] ?? 0) > 0);
    assert.equal(chunks[1], 0);
    assert.deepEqual(Object.keys(fileScores(fruit, ['apple', 'cherry'], first)), ['a.ts']);
  });

  it('leaves out what was removed', () => {
    const index = indexOf({ path: 'a.ts', terms: 'apple' }, { path: 'b.ts', terms: 'apple' });
    index.remove(['a.ts']);
    assert.equal(scoreTerms(index, ['apple'], undefined).chunks[0], 0);
    assert.deepEqual(Object.keys(fileScores(index, ['apple'])), ['b.ts']);
  });

  it('gives nothing for no terms, unknown ones or an empty index', () => {
    for (const terms of [[], ['zebra', 'constructor', '__proto__']]) {
      const { chunks, files } = scoreTerms(fruit, terms, undefined);
      assert.deepEqual(
        [[...chunks], [...files]],
        [
          [0, 0],
          [0, 0],
        ],
      );
    }
    const empty = scoreTerms(new SearchIndex(4), ['apple'], undefined);
    assert.deepEqual([empty.chunks.length, empty.files.length], [0, 0]);
  });
});

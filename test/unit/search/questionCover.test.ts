import assert from 'node:assert/strict';
import type { SearchFile, SearchIndex } from '../../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import {
  coverFiles,
  covered,
  type FileCover,
  nameStems,
  questionWords,
  shareOf,
} from '../../../server/src/search/questionCover';
import { indexOf } from './indexedChunk';

const stemsOf = (query: string): ReadonlySet<string> => analyseQuery(query).stems;

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} for ${expected}`);
}

describe('nameStems', () => {
  const cases: [name: string, stems: string[]][] = [
    ['', []],
    ['lock', ['lock']],
    ['rateLimit', ['limit', 'rat']],
    ['rate_limits', ['limit', 'rat']],
    ['HTTPServer', ['http', 'serv']],
    ['constructor', ['constructor']],
    ['__proto__', ['proto']],
    ['---', []],
  ];
  for (const [name, stems] of cases)
    it(`of “${name}”`, () => {
      const found = nameStems(name);
      for (const stem of stems) assert.ok(found.has(stem), [...found].join());
      if (stems.length === 0) assert.equal(found.size, 0);
    });

  it('leave out the whole of a name that has parts', () => {
    assert.ok(!nameStems('rateLimit').has('ratelimit'));
    assert.ok(nameStems('lock').has('lock'));
  });
});

describe('covered', () => {
  it('is 1 for a name that is the question, and 0 without a word in common', () => {
    assert.equal(covered('rateLimit', stemsOf('rate limit')), 1);
    assert.equal(covered('clock', stemsOf('rate limit')), 0);
  });

  it('is 0 where there is nothing to compare', () => {
    assert.equal(covered('', stemsOf('rate limit')), 0);
    assert.equal(covered('rateLimit', new Set()), 0);
    assert.equal(covered('---', stemsOf('rate limit')), 0);
  });

  it('is less for a name that has other words as well', () => {
    const stems = stemsOf('lock');
    assert.ok(covered('lock', stems) > covered('lockFile', stems));
    assert.ok(covered('lockFile', stems) > covered('lockFileOwner', stems));
  });

  it('is less for a name that is a small part of the question', () => {
    assert.equal(covered('task', new Set(['task', 'queue'])), 1);
    assertClose(covered('task', new Set(['task', 'a', 'b', 'c', 'd', 'e', 'f', 'g'])), 0.5);
  });

  it('stays between 0 and 1 for any name and question', () => {
    const texts = [
      '',
      'a',
      'rateLimit',
      '日本語',
      '🎉',
      '__proto__',
      'a.b.c',
      'x'.repeat(3_000),
      '()[]{}',
      'İ',
    ];
    for (const name of texts)
      for (const query of texts) {
        const value = covered(name, stemsOf(query));
        assert.ok(value >= 0 && value <= 1, `${name} for ${query}: ${value}`);
      }
  });
});

describe('questionWords', () => {
  const index = indexOf(
    { path: 'a.ts', terms: 'common rare' },
    { path: 'b.ts', terms: 'common' },
    { path: 'c.ts', terms: 'common' },
  );
  const weights = (from: SearchIndex): Record<string, number> =>
    Object.fromEntries(
      questionWords(from, new Set(['common', 'rare', 'absent'])).units.map(({ stem, weight }) => [
        stem,
        weight,
      ]),
    );

  it('weighs rare words more', () => {
    const { common = 0, rare = 0, absent = 0 } = weights(index);
    assert.ok(0 < common && common < rare && rare < absent);
  });

  it('does not count chunks that were removed', () => {
    const more = indexOf(
      { path: 'old.ts', terms: 'rare rare' },
      { path: 'a.ts', terms: 'common rare' },
      { path: 'b.ts', terms: 'common' },
      { path: 'c.ts', terms: 'common' },
    );
    more.remove(['old.ts']);
    assert.deepEqual(weights(more), weights(index));
  });

  it('never has a total of 0', () => {
    assert.equal(questionWords(index, new Set()).total, 1);
    assert.ok(questionWords(indexOf(), new Set(['a'])).total > 0);
  });

  it('tells as many words apart as a number has bits, and the shares of all make 1', () => {
    const words = questionWords(index, new Set(Array.from({ length: 100 }, (_, i) => `w${i}`)));
    assert.ok(words.units.length >= 30);
    const every = words.units.reduce((mask, _, bit) => mask | (1 << bit), 0);
    assertClose(shareOf(words, every), 1);
    assert.equal(shareOf(words, 0), 0);
    const single = words.units.map((_, bit) => shareOf(words, 1 << bit));
    assertClose(
      single.reduce((sum, share) => sum + share, 0),
      1,
    );
  });
});

describe('coverFiles', () => {
  function coverOf(
    index: SearchIndex,
    query: string,
    accepts?: (slot: number) => boolean,
  ): { cover: FileCover; share: (mask: number) => number } {
    const words = questionWords(index, stemsOf(query));
    const file = index.files.get('a.ts') as SearchFile;
    const cover = coverFiles(index, words, [file], accepts).get(file);
    return { cover: cover as FileCover, share: (mask) => shareOf(words, mask) };
  }

  it('finds words in the text, the name, the doc, the signature and the enclosing names', () => {
    const index = indexOf({
      path: 'a.ts',
      text: 'alpha',
      symbol: 'beta',
      doc: 'gamma',
      signature: 'delta',
      container: 'omega',
    });
    const { cover, share } = coverOf(index, 'alpha beta gamma delta omega');
    assertClose(share(cover.inFile), 1);
    assertClose(cover.chunk, 1);
    for (const part of [cover.name, cover.doc, cover.signature]) assertClose(part, 0.2);
    for (const mask of [cover.inNames, cover.inDocs, cover.inContainers]) assertClose(share(mask), 0.2);
    assert.equal(cover.inNames & cover.inDocs & cover.inContainers, 0);
  });

  it('brings the words of several chunks together for the file, and takes the best for the chunk', () => {
    const index = indexOf(
      { path: 'a.ts', terms: 'alpha beta' },
      { path: 'a.ts', startLine: 9, terms: 'gamma' },
      { path: 'b.ts', terms: 'delta' },
    );
    const { cover, share } = coverOf(index, 'alpha beta gamma');
    assertClose(share(cover.inFile), 1);
    assert.ok(cover.chunk > 0.5 && cover.chunk < 0.8);
  });

  it('takes the best name, and that of a type by itself', () => {
    const index = indexOf(
      { path: 'a.ts', symbol: 'rateLimit' },
      { path: 'a.ts', startLine: 9, symbol: 'RateLimitError', kind: 'class' },
    );
    const { cover } = coverOf(index, 'rate limit');
    assert.equal(cover.nameWhole, 1);
    assert.ok(cover.typeWhole > 0 && cover.typeWhole < 1);
  });

  it('leaves out the chunks that the filter does, and removed ones', () => {
    const index = indexOf({ path: 'a.ts', terms: 'alpha' }, { path: 'a.ts', startLine: 9, terms: 'beta' });
    const { cover, share } = coverOf(index, 'alpha beta', (slot) => slot === 1);
    assertClose(share(cover.inFile), 0.5);
    index.remove(['a.ts']);
    index.add([]);
    assert.equal(coverFiles(index, questionWords(index, stemsOf('alpha')), [], undefined).size, 0);
  });

  it('is all zeros for a file without a word of the question', () => {
    const { cover } = coverOf(indexOf({ path: 'a.ts', symbol: 'lock' }), 'zebra');
    assert.deepEqual([...new Set(Object.values(cover))], [0]);
  });
});

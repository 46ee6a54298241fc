import assert from 'node:assert/strict';
import type { SlotFilter } from '../../../server/src/search/bm25';
import type { RankedChunk } from '../../../server/src/search/candidate';
import type { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import { rankHits } from '../../../server/src/search/rankHits';
import type { SignalGroup } from '../../../server/src/search/signalGroups';
import { measure } from '../../../server/src/search/signals';
import { type GivenChunk, indexOf } from './indexedChunk';

interface Asked {
  vector?: Float32Array;
  accepts?: SlotFilter;
  limit?: number;
  without?: readonly SignalGroup[];
}

function ranked(index: SearchIndex, text: string, asked: Asked = {}): RankedChunk[] {
  const { vector, accepts, limit = 100, without = [] } = asked;
  const query = analyseQuery(text);
  const signals = measure(index, query, { vector, accepts, minimumSimilarity: 0.3 });
  return rankHits(index, query, signals, accepts, limit, without);
}

const places = (hits: readonly RankedChunk[]): string[] =>
  hits.map(({ chunk }) => `${chunk.path}:${chunk.startLine}`);

const RIGHT = Float32Array.of(1, 0);
const SLANTED = Float32Array.of(0.6, 0.8);
const UP = Float32Array.of(0, 1);

describe('rankHits', () => {
  it('finds nothing among no candidates', () => {
    assert.deepEqual(ranked(indexOf(), 'parse'), []);
    assert.deepEqual(ranked(indexOf({ path: 'a.ts', text: 'tax' }), 'zebra'), []);
  });

  it('puts the definition of the name that was asked for first, the same case before another', () => {
    const index = indexOf(
      { path: 'use.ts', symbol: 'readAll', text: 'new Parser(), new Parser(), Parser' },
      { path: 'lower.ts', symbol: 'parser', text: 'let parser' },
      { path: 'upper.ts', symbol: 'Parser', text: 'class Parser', kind: 'class' },
    );
    const hits = ranked(index, 'Parser');
    assert.deepEqual(places(hits), ['upper.ts:1', 'lower.ts:1', 'use.ts:1']);
    assert.deepEqual(
      hits.map(({ defines }) => defines),
      ['Parser', 'Parser', undefined],
    );
  });

  it('opens the chunk of a file that defines the name', () => {
    const index = indexOf(
      { path: 'a.ts', startLine: 1, symbol: 'readAll', text: 'Parser Parser Parser Parser' },
      { path: 'a.ts', startLine: 20, symbol: 'Parser', text: 'class Parser with much else in it to read' },
      { path: 'b.ts', text: 'tax' },
    );
    assert.equal(places(ranked(index, 'Parser'))[0], 'a.ts:20');
    assert.equal(places(ranked(index, 'where is Parser.parse or Box::Parser used'))[0], 'a.ts:20');
  });

  it('opens the definition within the name that the question gives', () => {
    const index = indexOf(
      { path: 'a.ts', startLine: 1, symbol: 'open', container: 'Door', text: 'open' },
      { path: 'a.ts', startLine: 20, symbol: 'open', container: 'app.Window', text: 'open' },
    );
    assert.equal(places(ranked(index, 'Window.open'))[0], 'a.ts:20');
    assert.equal(places(ranked(index, 'Door.open'))[0], 'a.ts:1');
  });

  it('opens the chunk with the words of the question', () => {
    const index = indexOf(
      { path: 'a.ts', startLine: 1, text: 'tax of an invoice' },
      { path: 'a.ts', startLine: 20, text: 'rate limit of requests' },
      { path: 'b.ts', text: 'zebra' },
    );
    assert.equal(places(ranked(index, 'limit the rate of requests'))[0], 'a.ts:20');
  });

  it('opens the chunk that is nearest where words say nothing', () => {
    const index = indexOf(
      { path: 'a.ts', startLine: 1, text: 'one', vector: UP },
      { path: 'a.ts', startLine: 20, text: 'two', vector: RIGHT },
      { path: 'b.ts', text: 'three', vector: UP },
    );
    assert.equal(places(ranked(index, 'zebra', { vector: RIGHT }))[0], 'a.ts:20');
  });

  const alike = (path: string, count = 3): GivenChunk[] =>
    Array.from({ length: count }, (_, i) => ({
      path,
      startLine: 10 * i + 1,
      terms: 'parse tree',
      symbol: 'tree',
    }));

  it('puts further chunks of a file after the first ones of others that are as good', () => {
    const hits = places(ranked(indexOf(...alike('a.ts'), ...alike('b.ts')), 'parse trees'));
    assert.deepEqual(hits.slice(0, 2).sort(), ['a.ts:1', 'b.ts:1']);
    assert.deepEqual(hits.slice(2).sort(), ['a.ts:11', 'a.ts:21', 'b.ts:11', 'b.ts:21']);
  });

  it('keeps the chunks of a file together when it is to do without that', () => {
    const index = indexOf(...alike('a.ts'), ...alike('b.ts'));
    assert.deepEqual(places(ranked(index, 'parse trees', { without: ['spread'] })).slice(0, 3), [
      'a.ts:1',
      'a.ts:11',
      'a.ts:21',
    ]);
  });

  it('breaks ties by path and line, whatever the order of the files', () => {
    const paths = ['c.ts', 'a.ts', 'b.ts'];
    const expected = ['a.ts:1', 'b.ts:1', 'c.ts:1'];
    for (const order of [paths, [...paths].reverse()]) {
      const index = indexOf(...order.flatMap((path) => alike(path)));
      assert.deepEqual(places(ranked(index, 'parse trees')).slice(0, 3), expected);
      assert.deepEqual(places(ranked(index, 'parse trees')).slice(3, 5), ['a.ts:11', 'a.ts:21']);
    }
  });

  it('gives no more hits than it is asked for, and the same first ones', () => {
    const index = indexOf(
      ...Array.from({ length: 30 }, (_, i) => alike(`f${i % 7}/x${i}.ts`, 1 + (i % 4))).flat(),
    );
    const all = places(ranked(index, 'parse trees'));
    assert.ok(all.length > 30);
    assert.equal(new Set(all).size, all.length, 'every chunk once');
    for (const limit of [0, 1, 5, 29, 30, 31])
      assert.deepEqual(places(ranked(index, 'parse trees', { limit })), all.slice(0, limit));
  });

  it('gives the same first hits of a name however many are asked for', () => {
    const index = indexOf(
      ...Array.from({ length: 24 }, (_, i): GivenChunk[] => [
        {
          path: `f${i % 5}/x${i}.ts`,
          symbol: ['Tree', 'tree', 'readAll'][i % 3] ?? '',
          text: 'tree',
          kind: 'class',
        },
        { path: `f${i % 5}/x${i}.ts`, startLine: 20, symbol: i % 4 === 0 ? 'Tree' : '', container: 'Box' },
      ]).flat(),
    );
    const all = places(ranked(index, 'Tree'));
    for (const limit of [1, 3, 8, 20])
      assert.deepEqual(places(ranked(index, 'Tree', { limit })), all.slice(0, limit));
  });

  it('shows some chunks of a long file, not all', () => {
    const hits = ranked(indexOf(...alike('a.ts', 60), ...alike('b.ts', 1)), 'parse trees');
    assert.ok(hits.length < 40);
    assert.ok(places(hits).includes('b.ts:1'));
  });

  it('puts tests, examples and copies of others behind the code', () => {
    for (const folder of ['test', 'examples', 'vendor']) {
      const same = { text: 'add up the amounts', symbol: 'addAmounts' };
      const index = indexOf({ ...same, path: `${folder}/total.ts` }, { ...same, path: 'zlib/total.ts' });
      assert.equal(places(ranked(index, 'add up amounts'))[0], 'zlib/total.ts:1', folder);
    }
  });

  it('prefers the file that is best by every measure', () => {
    const index = indexOf(
      { path: 'lib/tax.ts', symbol: 'addTax', text: 'tax of an invoice', vector: UP },
      { path: 'lib/fee.ts', symbol: 'addFee', text: 'limit of the fee', vector: UP },
      { path: 'lib/rateLimit.ts', symbol: 'rateLimit', text: 'rate limit of requests', vector: RIGHT },
    );
    assert.equal(places(ranked(index, 'rate limit of requests', { vector: RIGHT }))[0], 'lib/rateLimit.ts:1');
  });

  it('lifts the file whose name has the words of the question', () => {
    const same = { text: 'limit the rate of requests', vector: RIGHT };
    const index = indexOf({ ...same, path: 'lib/other.ts' }, { ...same, path: 'lib/rateLimit.ts' });
    for (const vector of [undefined, RIGHT])
      assert.equal(
        places(ranked(index, 'rate limit of requests', vector && { vector }))[0],
        'lib/rateLimit.ts:1',
      );
  });

  it('shows only chunks that the filter lets through', () => {
    const index = indexOf(...alike('a.ts'), ...alike('b.ts'));
    const accepts = (slot: number): boolean => slot === 1 || slot === 5;
    assert.deepEqual(places(ranked(index, 'parse trees', { accepts })), ['a.ts:11', 'b.ts:21']);
  });

  it('tells the cosine of chunks that have a vector', () => {
    const index = indexOf(
      { path: 'a.ts', text: 'parse', vector: SLANTED },
      { path: 'a.ts', startLine: 20, text: 'parse' },
      { path: 'b.ts', text: 'tax', vector: UP },
    );
    const hits = ranked(index, 'parse', { vector: RIGHT });
    assert.ok(Math.abs((hits[0]?.cosine ?? 0) - 0.6) < 0.01);
    assert.equal(hits.find(({ chunk }) => chunk.startLine === 20)?.cosine, undefined);
    assert.ok(ranked(index, 'parse').every(({ cosine, similar }) => cosine === undefined && !similar));
  });

  describe('says what is similar in meaning:', () => {
    const similar = (index: SearchIndex, query: string): Record<string, boolean> =>
      Object.fromEntries(ranked(index, query, { vector: RIGHT }).map((hit) => [hit.chunk.path, hit.similar]));

    it('what is nearer than most', () => {
      const far = ['b.ts', 'c.ts', 'd.ts', 'e.ts'].map((path) => ({ path, text: 'parse', vector: UP }));
      const found = similar(indexOf({ path: 'a.ts', text: 'parse', vector: RIGHT }, ...far), 'parse');
      assert.deepEqual(found, { 'a.ts': true, 'b.ts': false, 'c.ts': false, 'd.ts': false, 'e.ts': false });
    });

    it('what nothing but its meaning speaks for, in a small folder as well', () => {
      const index = indexOf(
        { path: 'a.ts', text: 'pause', vector: RIGHT },
        { path: 'b.ts', text: 'wait', vector: SLANTED },
      );
      assert.deepEqual(similar(index, 'zebra'), { 'a.ts': true, 'b.ts': true });
      assert.deepEqual(similar(indexOf({ path: 'a.ts', text: 'pause', vector: RIGHT }), 'zebra'), {
        'a.ts': true,
      });
    });

    it('not what has no vector', () => {
      assert.deepEqual(similar(indexOf({ path: 'a.ts', text: 'parse' }), 'parse'), { 'a.ts': false });
    });
  });

  it('gives scores that are numbers, best first, whatever is asked', () => {
    const index = indexOf(
      ...alike('a.ts'),
      { path: 'b.ts', text: 'parse', vector: RIGHT },
      { path: '日本.ts', text: '解析 parse', vector: UP },
    );
    for (const query of ['', '()', '🎉', 'a', '解析', 'parse '.repeat(300), '__proto__', 'constructor.parse'])
      for (const vector of [undefined, RIGHT]) {
        const scores = ranked(index, query, vector && { vector }).map(({ score }) => score);
        for (const score of scores) assert.ok(Number.isFinite(score), query);
        assert.deepEqual(
          scores,
          [...scores].sort((a, b) => b - a),
          query,
        );
      }
  });
});

import assert from 'node:assert/strict';
import type { Candidate } from '../../../server/src/search/candidate';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import { rank } from '../../../server/src/search/ranking';
import { storedChunk } from './storedChunk';

const paths = (query: string, candidates: Candidate[], limit = 10): string[] =>
  rank(candidates, analyseQuery(query), limit).map(({ chunk }) => chunk.path);

describe('rank', () => {
  it('puts first what both retrievals have first', () => {
    const candidates: Candidate[] = [
      { chunk: storedChunk({ path: 'words.ts' }), termRank: 0 },
      { chunk: storedChunk({ path: 'both.ts' }), termRank: 1, vectorRank: 0, cosine: 0.6 },
      { chunk: storedChunk({ path: 'near.ts' }), vectorRank: 1, cosine: 0.5 },
    ];
    assert.equal(paths('wait longer after failures', candidates)[0], 'both.ts');
  });

  it('puts the definition of the name that was asked for first', () => {
    const candidates: Candidate[] = [
      { chunk: storedChunk({ path: 'a.ts', symbol: 'useParser' }), termRank: 0, vectorRank: 0, cosine: 0.9 },
      { chunk: storedChunk({ path: 'b.ts', symbol: 'parser' }), termRank: 40, defines: 'Parser' },
      { chunk: storedChunk({ path: 'c.ts', symbol: 'Parser' }), termRank: 50, defines: 'Parser' },
    ];
    assert.deepEqual(paths('Parser', candidates).slice(0, 2), ['c.ts', 'b.ts']);
  });

  it('puts tests back unless they are asked for', () => {
    const candidates: Candidate[] = [
      { chunk: storedChunk({ path: 'test/total.test.ts' }), termRank: 0, vectorRank: 0, cosine: 0.6 },
      { chunk: storedChunk({ path: 'lib/sum.ts' }), termRank: 1, vectorRank: 1, cosine: 0.6 },
    ];
    assert.equal(paths('add up the amounts', candidates)[0], 'lib/sum.ts');
    assert.equal(paths('test that amounts are added', candidates)[0], 'test/total.test.ts');
  });

  it('lifts the file whose name has the words of the question', () => {
    const candidates: Candidate[] = [
      { chunk: storedChunk({ path: 'lib/other.ts' }), termRank: 0, vectorRank: 0, cosine: 0.6 },
      { chunk: storedChunk({ path: 'lib/rateLimit.ts' }), termRank: 2, vectorRank: 2, cosine: 0.6 },
    ];
    assert.equal(paths('rate limit of requests', candidates)[0], 'lib/rateLimit.ts');
  });

  it('shows at most two hits of a file before those of others', () => {
    const candidates: Candidate[] = [1, 2, 3, 4].map((line) => ({
      chunk: storedChunk({ path: 'a.ts', startLine: line * 10 }),
      termRank: line,
      vectorRank: line,
      cosine: 0.6,
    }));
    candidates.push({ chunk: storedChunk({ path: 'b.ts' }), termRank: 90 });
    assert.deepEqual(paths('anything at all', candidates).slice(0, 3), ['a.ts', 'a.ts', 'b.ts']);
  });

  it('breaks ties by id, whatever the order of the candidates', () => {
    const candidates: Candidate[] = ['b.ts', 'a.ts', 'c.ts'].map((path) => ({
      chunk: storedChunk({ path }),
      termRank: 3,
    }));
    const expected = ['a.ts', 'b.ts', 'c.ts'];
    assert.deepEqual(paths('some words', candidates), expected);
    assert.deepEqual(paths('some words', candidates.reverse()), expected);
  });

  it('keeps the first hits when more are asked for', () => {
    const candidates: Candidate[] = Array.from({ length: 40 }, (_, i) => ({
      chunk: storedChunk({ path: `f${i % 7}.ts`, startLine: i }),
      termRank: i,
      vectorRank: (i * 7) % 40,
      cosine: 0.5,
    }));
    const few = rank(candidates, analyseQuery('some words'), 5).map(({ chunk }) => chunk.id);
    const many = rank(candidates, analyseQuery('some words'), 30).map(({ chunk }) => chunk.id);
    assert.deepEqual(many.slice(0, 5), few);
  });

  it('gives finite scores to any query', () => {
    const candidates: Candidate[] = [
      { chunk: storedChunk({ path: 'a.ts', symbol: 'a' }), vectorRank: 0, cosine: 0 },
    ];
    for (const query of ['', '()', '🎉', 'a'])
      for (const { score } of rank(candidates, analyseQuery(query), 5))
        assert.ok(Number.isFinite(score), query);
  });
});

import assert from 'node:assert/strict';
import { matchReasons, similarityReasons } from '../../../server/src/search/matchReasons';
import { storedChunk } from './storedChunk';

describe('matchReasons', () => {
  const chunk = storedChunk({ path: 'net/retry.ts', symbol: 'retryRequest' });

  it('says that the name is defined here', () => {
    assert.deepEqual(
      matchReasons('retryRequest', { chunk, score: 1, defines: 'retryRequest' }, '')[0],
      'defines retryRequest',
    );
  });

  it('names the words found in name, path and text, as they stand there', () => {
    const reasons = matchReasons(
      'retrying requests with delays',
      { chunk, score: 1, termRank: 0 },
      'wait(delay)',
    ).join('; ');
    assert.match(reasons, /name has .*“request”/);
    assert.match(reasons, /path has “retry”/);
    assert.match(reasons, /mentions “delay”/);
  });

  it('says that it is similar in meaning when nothing else explains it', () => {
    assert.deepEqual(matchReasons('zebra', { chunk, score: 1, vectorRank: 99, cosine: 0.4 }, ''), [
      'similar in meaning',
    ]);
  });

  it('is never empty', () => {
    assert.equal(matchReasons('zebra', { chunk, score: 1 }, '').length, 1);
    assert.equal(similarityReasons({ chunk, score: 1 }).length, 1);
  });
});

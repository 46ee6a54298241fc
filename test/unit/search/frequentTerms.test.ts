import assert from 'node:assert/strict';
import { frequentTerms } from '../../../server/src/search/frequentTerms';

describe('frequentTerms', () => {
  it('gives every word once, the most frequent first, others as they come', () => {
    assert.deepEqual(frequentTerms('lock key key lock key bolt'), ['key', 'lock', 'bolt']);
  });

  it('takes names apart', () => {
    assert.ok(['openlock', 'open', 'lock'].every((term) => frequentTerms('openLock()').includes(term)));
  });

  it('gives the more frequent ones of many', () => {
    const many = Array.from({ length: 500 }, (_, i) => `w${i}`).join(' ');
    const terms = frequentTerms(`${many} bolt bolt bolt`);
    assert.ok(terms.length < 100);
    assert.ok(terms.includes('bolt'));
  });

  it('gives none where there is no word', () => {
    assert.deepEqual(frequentTerms(''), []);
    assert.deepEqual(frequentTerms('{ ( ) } ;'), []);
  });

  it('counts words that every object has', () => {
    assert.equal(frequentTerms('constructor constructor toString')[0], 'constructor');
  });
});

import assert from 'node:assert/strict';
import { holdsAll } from '../../../server/src/engine/requiredWords';

describe('holdsAll', () => {
  it('asks for every text, letter case and white space aside', () => {
    const holds = holdsAll(['Retry  request', 'else']);
    assert.equal(holds('retry\n   REQUEST or else'), true);
    assert.equal(holds('retry request'), false);
    assert.equal(holds('request retry else'), false);
  });

  it('takes anything where nothing is asked for', () => {
    for (const words of [[], [''], [' ']]) assert.equal(holdsAll(words)('x'), true);
  });
});

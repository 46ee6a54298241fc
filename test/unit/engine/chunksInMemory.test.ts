import assert from 'node:assert/strict';
import { chunksInMemory } from '../../../server/src/engine/chunksInMemory';

describe('chunks kept in memory', () => {
  it('are more with a larger limit, by half of what is left beside the runtime', () => {
    assert.equal(chunksInMemory(1_400), 250_000);
    assert.equal(chunksInMemory(2_400), 500_000);
  });

  it('are those of a small folder whatever the limit is', () => {
    for (const limit of [0, 100, 400, 450]) assert.equal(chunksInMemory(limit), 25_000);
  });
});

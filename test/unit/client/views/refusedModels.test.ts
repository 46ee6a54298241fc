import assert from 'node:assert/strict';
import { RefusedModels } from '../../../../client/src/views/refusedModels';
import { MapMemory } from '../memory';

describe('RefusedModels', () => {
  it('remembers what was refused, and that alone', () => {
    const kept = new MapMemory();
    new RefusedModels(kept).add('owner/first');
    const later = new RefusedModels(kept);
    later.add('owner/second');
    later.add('owner/second');
    assert.deepEqual(
      ['owner/first', 'owner/second', 'owner/third'].map((id) => later.has(id)),
      [true, true, false],
    );
    assert.deepEqual(kept.get('akin.refusedModels'), ['owner/first', 'owner/second']);
  });

  for (const spoiled of [undefined, 'owner/first', [7]])
    it(`bears ${JSON.stringify(spoiled)} in its place`, () => {
      const kept = new MapMemory();
      void kept.update('akin.refusedModels', spoiled);
      assert.equal(new RefusedModels(kept).has('owner/first'), false);
    });
});

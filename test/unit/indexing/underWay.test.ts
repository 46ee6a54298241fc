import assert from 'node:assert/strict';
import { UnderWay } from '../../../server/src/indexing/underWay';

describe('paths under way', () => {
  it('has a path that set out twice until both are over', () => {
    const underWay = new UnderWay();
    for (const path of ['a', 'b', 'a']) underWay.add(path);
    assert.deepEqual([...underWay.paths()], ['a', 'b']);
    underWay.delete('a');
    underWay.delete('b');
    assert.deepEqual([...underWay.paths()], ['a'], 'its second text is not stored yet');
    underWay.delete('a');
    assert.equal(underWay.size, 0);
  });

  it('knows nothing of a path that did not set out, and nothing once it was cleared', () => {
    const underWay = new UnderWay();
    underWay.delete('a');
    underWay.add('a');
    underWay.add('a');
    underWay.clear();
    underWay.add('a');
    underWay.delete('a');
    assert.equal(underWay.size, 0);
  });
});

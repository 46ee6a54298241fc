import assert from 'node:assert/strict';
import { printOf } from '../../../server/src/caching/segmentIndex';
import { readUses, usesRecord } from '../../../server/src/caching/usesRecord';

describe('a record of uses', () => {
  it('says what it was told', () => {
    const uses = [
      { print: printOf('a'), uses: 1 },
      { print: printOf('b'), uses: 127 },
    ];
    assert.deepEqual(readUses(usesRecord(uses, 5)), uses);
  });

  it('says nothing when it is damaged', () => {
    assert.deepEqual(readUses(undefined), []);
  });
});

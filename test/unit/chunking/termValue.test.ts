import assert from 'node:assert/strict';
import { countOf, Field, fieldsOf, termValue } from '../../../server/src/chunking/termValue';

describe('the value of a term', () => {
  it('keeps a count and the fields apart', () => {
    const value = termValue(7, Field.name | Field.doc);
    assert.equal(countOf(value), 7);
    assert.equal(fieldsOf(value), Field.name | Field.doc);
  });

  it('caps the count and never spills into the fields', () => {
    for (const count of [255, 256, 4_096, 1e9]) {
      assert.equal(countOf(termValue(count, Field.container)), 255);
      assert.equal(fieldsOf(termValue(count, Field.container)), Field.container);
    }
  });

  it('fits in 16 bits with every field', () => {
    const every = Field.name | Field.container | Field.signature | Field.doc;
    const value = termValue(255, every);
    assert.deepEqual([...Uint16Array.of(value)], [value]);
  });
});

import assert from 'node:assert/strict';
import { largestOf, toByteVector, toUnitVector, unitFactor } from '../../../server/src/base/byteVector';
import { randomUnit, seededRandom } from '../seededRandom';

describe('vectors as bytes', () => {
  it('come near to the vector that they were made of', () => {
    const random = seededRandom(17);
    for (const dimensions of [1, 3, 64, 256])
      for (let round = 0; round < 20; round++) {
        const vector = randomUnit(random, dimensions);
        const again = toUnitVector(toByteVector(vector));
        const cosine = vector.reduce((sum, value, i) => sum + value * (again[i] ?? 0), 0);
        assert.ok(cosine > 0.999, `${cosine}`);
        assert.ok(Math.abs(Math.hypot(...again) - 1) < 1e-5);
      }
  });

  it('have a largest value of 127, whatever the sign', () => {
    assert.deepEqual([...toByteVector(Float32Array.of(0.25, -0.5, 0))], [64, -127, 0]);
    assert.equal(largestOf(Float32Array.of(0.25, -0.5, 0)), 0.5);
  });

  it('are the same again when they are made of what they stand for', () => {
    const random = seededRandom(18);
    for (let round = 0; round < 20; round++) {
      const bytes = toByteVector(randomUnit(random, 64));
      assert.deepEqual(toByteVector(toUnitVector(bytes)), bytes);
    }
  });

  it('are zeros for zeros', () => {
    assert.deepEqual([...toByteVector(new Float32Array(3))], [0, 0, 0]);
    assert.deepEqual([...toUnitVector(new Int8Array(3))], [0, 0, 0]);
    assert.equal(unitFactor(new Int8Array(3)), 0);
  });
});

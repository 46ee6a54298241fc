import assert from 'node:assert/strict';
import { dequantise, quantise, quantisedBytes } from '../../../server/src/embedding/quantise';
import { randomUnit, seededRandom } from '../search/seededRandom';

const DIMENSIONS = 256;

function unitVectors(count: number): Float32Array[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, () => randomUnit(random, DIMENSIONS));
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const again = (vector: Float32Array): Float32Array =>
  dequantise(quantise(vector), vector.length) as Float32Array;

describe('quantised vectors', () => {
  const vectors = unitVectors(60);

  it('take a byte a component, and four', () => {
    assert.equal(quantise(vectors[0] as Float32Array).length, 260);
    assert.equal(quantisedBytes(DIMENSIONS), 260);
  });

  it('have cosines that differ by less than 0.01', () => {
    for (const a of vectors)
      for (const b of vectors) assert.ok(Math.abs(dot(a, b) - dot(again(a), again(b))) < 0.01);
  });

  it('do not change when they are quantised again', () => {
    for (const vector of vectors) assert.deepEqual(quantise(again(vector)), quantise(vector));
  });

  it('may be zero, or have one component', () => {
    assert.deepEqual(again(new Float32Array(4)), new Float32Array(4));
    assert.deepEqual(again(Float32Array.of(0, -1)), Float32Array.of(0, -1));
  });

  it('are read at any place of a larger buffer', () => {
    const bytes = quantise(vectors[1] as Float32Array);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    assert.deepEqual(dequantise(larger.subarray(3), DIMENSIONS), again(vectors[1] as Float32Array));
  });

  it('are none of another length', () => {
    assert.equal(dequantise(new Uint8Array(260), 255), undefined);
    assert.equal(dequantise(new Uint8Array(0), 256), undefined);
  });
});

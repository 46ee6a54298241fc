import assert from 'node:assert/strict';
import { toByteVector } from '../../../server/src/base/byteVector';
import { VectorBuckets } from '../../../server/src/duplicates/vectorBuckets';
import { mix } from '../../../server/src/chunking/tokens/sketch';

const DIMENSIONS = 64;

/** A vector that a number stands for, moved by a share of another. */
function vectorOf(seed: number, other = 0, share = 0) {
  const drawn = (of: number, i: number): number => (mix(of * 1000 + i) / 2 ** 32) * 2 - 1;
  return toByteVector(
    Float32Array.from({ length: DIMENSIONS }, (_, i) => drawn(seed, i) + share * drawn(other, i)),
  );
}

describe('VectorBuckets', () => {
  it('finds nearly all that is near and little of what is not', () => {
    const buckets = new VectorBuckets<string>();
    for (let i = 0; i < 200; i++) {
      buckets.add(`one ${i}`, vectorOf(i));
      // A cosine of about 0.95.
      buckets.add(`near ${i}`, vectorOf(i, 5_000 + i, 0.33));
    }
    let found = 0;
    let others = 0;
    for (let i = 0; i < 200; i++) {
      const near = buckets.near(`one ${i}`);
      if (near.has(`near ${i}`)) found++;
      others += near.size;
    }
    assert.ok(found >= 196, `${found} of 200`);
    assert.ok(others < 200 * 20, `${others / 200} candidates each`);
  });

  it('never finds itself, what was removed or what was never added', () => {
    const buckets = new VectorBuckets<string>();
    buckets.add('a', vectorOf(1));
    buckets.add('b', vectorOf(1));
    assert.deepEqual([...buckets.near('a')], ['b']);
    buckets.remove('b');
    assert.deepEqual([...buckets.near('a')], []);
    assert.deepEqual([...buckets.near('b')], []);
    buckets.remove('c');
  });

  it('looks at a bounded number of vectors that are all the same', () => {
    const buckets = new VectorBuckets<number>();
    for (let i = 0; i < 1_000; i++) buckets.add(i, vectorOf(1));
    assert.ok(buckets.near(0).size <= 128);
  });
});

import assert from 'node:assert/strict';
import { mean, ndcg } from './ndcg';

/** The hand-made values have four digits. */
const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 0.00005, `${actual} is not ${expected}`);

describe('NDCG@10', () => {
  const nine = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

  it('is 1 when the only target comes first', () => close(ndcg(['a', 'b'], ['a']), 1));

  it('is 1 / log2(3) when it comes second', () => close(ndcg(['b', 'a'], ['a']), 0.6309));

  it('is 1 / log2(11) when it comes tenth', () => close(ndcg([...nine, 'a'], ['a']), 0.2891));

  it('is 0 when it comes eleventh', () => close(ndcg([...nine, 'k', 'a'], ['a']), 0));

  it('is 0 without hits, and with none that was asked for', () => {
    close(ndcg([], ['a']), 0);
    close(ndcg(['b', 'c'], ['a']), 0);
  });

  it('is 1 for two targets in the first two places, in either order', () => {
    close(ndcg(['a', 'b', 'c'], ['a', 'b']), 1);
    close(ndcg(['b', 'a', 'c'], ['a', 'b']), 1);
  });

  // (1 + 1/2) / (1 + 0.6309)
  it('puts a gap between two targets down', () => close(ndcg(['a', 'c', 'b'], ['a', 'b']), 0.9197));

  // 1 / (1 + 0.6309)
  it('misses what was not found', () => close(ndcg(['a', 'c', 'd'], ['a', 'b']), 0.6131));

  // A second hit of the file takes the second place: (1 + 1/2) / (1 + 0.6309)
  it('counts the first hit of a file, and every hit takes a place', () =>
    close(ndcg(['a', 'a', 'b'], ['a', 'b']), 0.9197));

  // Of eleven targets ten can be shown.
  it('is 1 for ten of more than ten targets', () => close(ndcg(['a', ...nine], ['a', ...nine, 'k']), 1));

  it('takes a target that is named twice for one', () => close(ndcg(['a'], ['a', 'a']), 1));

  it('refuses a question without targets', () => assert.throws(() => ndcg(['a'], []), RangeError));
});

describe('the mean', () => {
  it('is the sum by the number', () => close(mean([0, 0.5, 1]), 0.5));

  it('is refused of nothing', () => assert.throws(() => mean([]), RangeError));
});

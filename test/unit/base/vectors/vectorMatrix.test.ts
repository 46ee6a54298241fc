import assert from 'node:assert/strict';
import { toByteVector } from '../../../../server/src/base/byteVector';
import { VectorMatrix } from '../../../../server/src/base/vectors/vectorMatrix';
import { randomUnit, seededRandom } from '../../seededRandom';

/** Of a cosine, as the matrix promises. */
const MAX_ERROR = 0.01;

function push(matrix: VectorMatrix, vector: Float32Array | null): void {
  matrix.push(vector && toByteVector(vector));
}

function dot(a: Float32Array, b: Float32Array | null): number {
  return b === null ? 0 : a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function assertDots(matrix: VectorMatrix, rows: readonly (Float32Array | null)[], query: Float32Array): void {
  const dots = matrix.dotAll(query);
  assert.equal(dots.length, rows.length);
  dots.forEach((value, row) => {
    const exact = dot(query, rows[row] ?? null);
    assert.ok(Math.abs(value - exact) < MAX_ERROR, `row ${row}: ${value} for ${exact}`);
  });
}

describe('VectorMatrix', () => {
  it('has no rows at first', () => {
    const matrix = new VectorMatrix(4);
    assert.equal(matrix.dotAll(Float32Array.of(1, 0, 0, 0)).length, 0);
    assert.equal(matrix.has(0), false);
  });

  for (const dimensions of [1, 2, 3, 4, 5, 7, 64, 255, 256])
    it(`comes near to exact cosines with ${dimensions} dimensions`, () => {
      const random = seededRandom(dimensions);
      const matrix = new VectorMatrix(dimensions);
      const rows = Array.from({ length: 50 }, () => randomUnit(random, dimensions));
      for (const row of rows) push(matrix, row);
      for (let round = 0; round < 5; round++) assertDots(matrix, rows, randomUnit(random, dimensions));
    });

  for (const dimensions of [1_024, 1_032, 8_192])
    it(`does not run over with ${dimensions} dimensions of one size`, () => {
      const flat = new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions));
      const matrix = new VectorMatrix(dimensions);
      const rows = [
        flat,
        flat.map((value) => -value),
        flat.map((value, i) => (i % 2 === 0 ? value : -value)),
      ];
      for (const row of rows) push(matrix, row);
      assertDots(matrix, rows, flat);
    });

  it('refuses more dimensions than it has room for', () => {
    assert.throws(() => new VectorMatrix(8_193), RangeError);
  });

  it('is exact along an axis, whatever the sign', () => {
    const matrix = new VectorMatrix(3);
    push(matrix, Float32Array.of(0, -1, 0));
    push(matrix, Float32Array.of(0, 0, 1));
    assert.deepEqual([...matrix.dotAll(Float32Array.of(0, 1, 0))].map(Math.fround), [-1, 0]);
    assert.ok(Math.abs((matrix.dotAll(Float32Array.of(0, 0, 1))[1] ?? 0) - 1) < 1e-6);
  });

  it('takes zeros for a missing vector', () => {
    const matrix = new VectorMatrix(2);
    for (const row of [null, new Float32Array(2), Float32Array.of(0, 1)]) push(matrix, row);
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => matrix.has(row)),
      [false, false, true, false],
    );
    assertDots(matrix, [null, null, Float32Array.of(0, 1)], Float32Array.of(0, 1));
  });

  it('keeps every row when it grows', () => {
    const random = seededRandom(5);
    const matrix = new VectorMatrix(3);
    const rows = Array.from({ length: 9_000 }, () => (random(10) === 0 ? null : randomUnit(random, 3)));
    for (const row of rows) push(matrix, row);
    assertDots(matrix, rows, randomUnit(random, 3));
    rows.forEach((row, at) => assert.equal(matrix.has(at), row !== null));
  });

  it('keeps the rows that are asked for in their order, and takes more after them', () => {
    const random = seededRandom(6);
    const matrix = new VectorMatrix(5);
    const rows = Array.from({ length: 300 }, () => (random(5) === 0 ? null : randomUnit(random, 5)));
    for (const row of rows) push(matrix, row);
    let kept = 0;
    const newRow = Int32Array.from(rows, () => (random(2) === 0 ? -1 : kept++));
    matrix.keepOnly(newRow);
    const left = rows.filter((_, row) => (newRow[row] ?? -1) >= 0);
    assertDots(matrix, left, randomUnit(random, 5));
    for (const row of [null, randomUnit(random, 5)]) {
      left.push(row);
      push(matrix, row);
    }
    assertDots(matrix, left, randomUnit(random, 5));
    left.forEach((row, at) => assert.equal(matrix.has(at), row !== null));
  });

  it('forgets the rows that are gone', () => {
    const matrix = new VectorMatrix(2);
    for (let i = 0; i < 3; i++) push(matrix, Float32Array.of(1, 0));
    matrix.keepOnly(Int32Array.of(-1, 0, -1));
    assert.deepEqual(
      [0, 1, 2].map((row) => matrix.has(row)),
      [true, false, false],
    );
    matrix.keepOnly(Int32Array.of(-1));
    assert.equal(matrix.has(0), false);
    assert.equal(matrix.dotAll(Float32Array.of(1, 0)).length, 0);
  });
});

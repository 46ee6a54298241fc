import assert from 'node:assert/strict';
import { LookupTable } from '../../../server/src/embedding/lookupTable';
import { FLOAT, INT64, INT8, floats, initializer, onnxFile } from './onnxWriter';

const bytesOf = (values: number[]): Uint8Array => Uint8Array.from(values.map((value) => value & 255));

/** Seven rows of three numbers. */
const rows = [
  [1, 0, 0],
  [0, 2, 0],
  [0, 0, -127],
  [4, 4, 4],
  [-1, 5, 9],
  [100, -3, 7],
  [0, 0, 0],
];
const scales = [1, 0.5, 0.25, 3, 0.125, 2, 1];

const signed = (): LookupTable =>
  LookupTable.read(
    onnxFile([
      initializer('table', [7, 3], INT8, bytesOf(rows.flat())),
      initializer('scale', [7, 1], FLOAT, floats(scales)),
    ]),
  );

function mean(table: LookupTable, ids: number[]): number[] {
  const vector = new Float32Array(table.dimensions).fill(7);
  table.writeMean(ids, vector);
  return [...vector];
}

/** The same by the book: one row after the other. */
function expected(ids: number[]): number[] {
  const sums = [0, 1, 2].map((i) =>
    ids.reduce((sum, id) => sum + (rows[id]?.[i] ?? NaN) * (scales[id] ?? NaN), 0),
  );
  const length = Math.hypot(...sums);
  return sums.map((sum) => (length === 0 ? 0 : sum / length));
}

function assertNear(actual: number[], wanted: number[], what: string): void {
  assert.equal(actual.length, wanted.length);
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - (wanted[i] ?? NaN)) < 1e-6, `${what}: ${actual.join()}`),
  );
}

describe('LookupTable', () => {
  it('gives the mean of any number of rows at unit length, repeated ones included', () => {
    const table = signed();
    for (const ids of [
      [0],
      [0, 1],
      [2, 0, 1],
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4],
      [5, 5, 5, 4],
      [3, 3, 3, 3, 3, 3, 3, 3, 3],
      [4, 0, 4, 1, 5, 2, 3, 6, 0, 0, 2],
      [0, 1, 2, 3, 4, 5, 6],
    ])
      assertNear(mean(table, ids), expected(ids), ids.join());
  });

  it('gives zeros for no row and for rows of zeros', () => {
    const table = signed();
    assert.deepEqual(mean(table, []), [0, 0, 0]);
    assert.deepEqual(mean(table, [6, 6]), [0, 0, 0]);
  });

  it('keeps nothing of the text before', () => {
    const table = signed();
    const alone = mean(table, [0, 4, 4]);
    mean(table, [5, 5, 2, 3, 1]);
    assert.deepEqual(mean(table, [0, 4, 4]), alone);
  });

  it('reads a table of floats, which has no scale', () => {
    const file = onnxFile([initializer('table', [2, 2], FLOAT, floats([3, 0, 0, 4]))]);
    assertNear(mean(LookupTable.read(file), [0, 1]), [0.6, 0.8], 'floats');
  });

  for (const [what, tensors, message] of [
    ['without a table', [], /no constant named table/],
    ['of another shape', [initializer('table', [3, 3], INT8, bytesOf([1, 2, 3, 4]))], /4 values.*\[3,3\]/],
    ['without a shape', [initializer('table', [], INT8, bytesOf([1, 2]))], /2 values.*\[\]/],
    ['of three axes', [initializer('table', [2, 1, 1], INT8, bytesOf([1, 2]))], /\[2,1,1\]/],
    ['without values', [initializer('table', [0, 2], INT8, bytesOf([]))], /0 values/],
    ['of a type that is not read', [initializer('table', [1, 1], INT64, Buffer.alloc(8))], /data type 7/],
    ['of halves of floats', [initializer('table', [1, 1], FLOAT, Buffer.alloc(3))], /multiple of 4/],
    [
      'with too few scales',
      [initializer('table', [2, 1], INT8, bytesOf([1, 2])), initializer('scale', [1], FLOAT, floats([1]))],
      /2 rows and 1 scales/,
    ],
  ] as const)
    it(`refuses a table ${what}`, () => {
      assert.throws(() => LookupTable.read(onnxFile([...tensors])), { name: 'RangeError', message });
    });
});

import { type Initializer, readInitializers } from './onnxInitializers';

/** TensorProto.DataType of onnx.proto. */
const FLOAT = 1;
const INT8 = 3;

/** Rows that are added in one pass over the sums: two and a half times as fast as one by one, eight add nothing. */
const ROWS_AT_ONCE = 4;

/** A table of vectors, one row for each token, and the means of its rows. */
export class LookupTable {
  /** How often each row is in the text at hand; all zero between texts. */
  private readonly counts: Uint32Array;
  private readonly sums: Float64Array;

  private constructor(
    readonly rows: number,
    readonly dimensions: number,
    private readonly values: Int8Array | Float32Array,
    /** One for each row: what its values are to be multiplied with. */
    private readonly factors: Float32Array,
  ) {
    this.counts = new Uint32Array(rows);
    this.sums = new Float64Array(dimensions);
  }

  /**
   * Reads the constants `table` [rows, dimensions] and, for a table of signed bytes, `scale` [rows] of an ONNX file.
   * @throws {RangeError} that says what is wrong with the file
   */
  static read(file: Uint8Array): LookupTable {
    const tensors = readInitializers(file);
    const table = tensors.get('table');
    if (table === undefined) throw new RangeError('the ONNX file has no constant named table');
    const [rows = 0, dimensions = 0] = table.shape;
    const values = valuesOf(table);
    if (table.shape.length !== 2 || values.length === 0 || values.length !== rows * dimensions)
      throw new RangeError(
        `the table has ${values.length} values and the shape ${JSON.stringify(table.shape)}`,
      );
    const scale = tensors.get('scale');
    const factors = scale === undefined ? new Float32Array(rows).fill(1) : floats(scale.raw);
    if (factors.length !== rows)
      throw new RangeError(`the table has ${rows} rows and ${factors.length} scales`);
    return new LookupTable(rows, dimensions, values, factors);
  }

  /**
   * Writes the mean of some rows at unit length into `vector`, which is as long as a row; zeros when there is none.
   * @param ids rows, as often as they count, each below {@link rows}
   */
  writeMean(ids: readonly number[], vector: Float32Array): void {
    const { sums } = this;
    sums.fill(0);
    this.addRows(this.countRows(ids));
    // Not divided by the count: the length is set to one.
    let squares = 0;
    for (const sum of sums) squares += sum * sum;
    const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let i = 0; i < sums.length; i++) vector[i] = (sums[i] ?? 0) * factor;
  }

  /** @returns each row once, and the first of them again until they are a multiple of {@link ROWS_AT_ONCE} */
  private countRows(ids: readonly number[]): number[] {
    const { counts } = this;
    const distinct: number[] = [];
    // Code repeats its words: half of the tokens of a chunk are the same as others.
    for (const id of ids) {
      const count = counts[id] ?? 0;
      if (count === 0) distinct.push(id);
      counts[id] = count + 1;
    }
    while (distinct.length % ROWS_AT_ONCE !== 0) distinct.push(distinct[0] ?? 0);
    return distinct;
  }

  private addRows(ids: readonly number[]): void {
    const { sums, values, dimensions } = this;
    for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
      const [a = 0, b = 0, c = 0, d = 0] = [ids[at], ids[at + 1], ids[at + 2], ids[at + 3]];
      const [ofA, ofB, ofC, ofD] = [this.take(a), this.take(b), this.take(c), this.take(d)];
      const [rowA, rowB, rowC, rowD] = [a * dimensions, b * dimensions, c * dimensions, d * dimensions];
      // Nearly all time of a model is spent here. The indices are within the arrays: ids are below `rows`, which was
      // compared with the vocabulary; a default for what cannot be missing would cost as much as the sum.
      for (let i = 0; i < dimensions; i++)
        sums[i] =
          (sums[i] as number) +
          (values[rowA + i] as number) * ofA +
          (values[rowB + i] as number) * ofB +
          (values[rowC + i] as number) * ofC +
          (values[rowD + i] as number) * ofD;
    }
  }

  /** What a row is to be multiplied with in the text at hand; 0 from the second time on. */
  private take(id: number): number {
    const factor = (this.factors[id] ?? 0) * (this.counts[id] ?? 0);
    this.counts[id] = 0;
    return factor;
  }
}

function valuesOf({ raw, dataType }: Initializer): Int8Array | Float32Array {
  if (dataType === FLOAT) return floats(raw);
  // A copy of its own, so that the file's other bytes can go.
  if (dataType === INT8) return new Int8Array(new Uint8Array(raw).buffer);
  throw new RangeError(
    `the table has the data type ${dataType}; known are ${FLOAT} (float) and ${INT8} (int8)`,
  );
}

function floats(raw: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(raw).buffer);
}

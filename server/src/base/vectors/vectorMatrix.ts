import { BYTE_STEPS, type ByteVector, largestOf, unitFactor } from '../byteVector';
import { createDotKernel, type DotKernel, ROW_ALIGNMENT } from './dotKernel';

/** Largest value of a component of the query inside the kernel: with so many steps it loses nothing of note. */
const MAX_QUERY_STEPS = 16_383;

/** The kernel adds in 32 bits. */
const MAX_SUM = 2 ** 31 - 1;

/** Results of one call of the kernel: 16 kB, which stay in the processor's first cache. */
const BLOCK_ROWS = 4096;

const PAGE_BYTES = 65_536;

/** The vector stands at address 0, the results of a block behind it, the rows from the second page on. */
const MAX_DIMENSIONS = 8192;
const OUT_ADDRESS = 2 * MAX_DIMENSIONS;
const ROWS_ADDRESS = PAGE_BYTES;

/**
 * Unit vectors as rows of signed bytes with one factor each; a cosine so computed differs from the exact one by
 * less than 0.01. A row of zeros stands for a missing vector. The rows lie in the memory of a WebAssembly kernel, which is some
 * ten times as fast as the same loop in JavaScript.
 */
export class VectorMatrix {
  private readonly kernel: DotKernel = createDotKernel();
  private readonly stride: number;
  /** A row's sum is at most the product of both lengths, each at most the root of the dimensions times the largest value. */
  private readonly querySteps: number;
  private factors = new Float32Array(BLOCK_ROWS);
  private rows = 0;

  /**
   * @param dimensions length of a vector
   * @throws {RangeError} for more dimensions than the kernel has room for
   */
  constructor(readonly dimensions: number) {
    if (dimensions > MAX_DIMENSIONS)
      throw new RangeError(`Vectors of ${dimensions} numbers are longer than ${MAX_DIMENSIONS}.`);
    this.querySteps = Math.min(MAX_QUERY_STEPS, Math.floor(MAX_SUM / (BYTE_STEPS * dimensions)));
    this.stride = Math.ceil(dimensions / ROW_ALIGNMENT) * ROW_ALIGNMENT;
  }

  /** Appends a row; null for a document without a vector. */
  push(vector: ByteVector | null): void {
    const row = this.rows++;
    this.reserve(this.rows);
    const bytes = new Int8Array(this.kernel.memory.buffer, ROWS_ADDRESS + row * this.stride, this.stride);
    bytes.fill(0);
    if (vector !== null)
      bytes.set(vector.length > this.dimensions ? vector.subarray(0, this.dimensions) : vector);
    this.factors[row] = vector === null ? 0 : unitFactor(vector);
  }

  /** Bytes from one row to the next. */
  get rowBytes(): number {
    return this.stride;
  }

  /**
   * Holds these rows instead of what it has.
   * @param bytes {@link rowBytes} for each row
   * @param factors `unitFactor` of each row
   */
  assign(bytes: Int8Array, factors: Float32Array): void {
    this.rows = factors.length;
    this.reserve(this.rows);
    new Int8Array(this.kernel.memory.buffer, ROWS_ADDRESS).set(bytes);
    this.factors.set(factors);
  }

  /** The bytes of a row: a view that is valid until the next {@link push}. */
  row(row: number): ByteVector {
    return new Int8Array(this.kernel.memory.buffer, ROWS_ADDRESS + row * this.stride, this.dimensions);
  }

  /** By row, 0 where there is no vector: for loops over all rows. May be longer than there are rows. */
  get rowFactors(): Float32Array {
    return this.factors;
  }

  /** Whether the row has a vector. */
  has(row: number): boolean {
    return (this.factors[row] ?? 0) > 0;
  }

  /** Length of the mean of some rows' unit vectors, those without a vector aside; 0 when none has one. */
  lengthOfMean(rows: readonly number[]): number {
    const { dimensions, stride, factors } = this;
    const bytes = new Int8Array(this.kernel.memory.buffer, ROWS_ADDRESS);
    const sum = new Float32Array(dimensions);
    let count = 0;
    for (const row of rows) {
      const factor = factors[row] ?? 0;
      if (factor === 0) continue;
      count++;
      for (let i = 0, at = row * stride; i < dimensions; i++, at++)
        sum[i] = (sum[i] as number) + (bytes[at] as number) * factor;
    }
    let squares = 0;
    for (const value of sum) squares += value * value;
    return count === 0 ? 0 : Math.sqrt(squares) / count;
  }

  /** Dot products of a vector with every row; 0 where there is none. */
  dotAll(vector: Float32Array): Float32Array {
    const { rows, stride, factors } = this;
    const { memory, dots } = this.kernel;
    const result = new Float32Array(rows);
    const largest = largestOf(vector);
    if (largest === 0) return result;
    const query = new Int16Array(memory.buffer, 0, stride).fill(0);
    for (let i = 0; i < this.dimensions; i++)
      query[i] = Math.round(((vector[i] ?? 0) * this.querySteps) / largest);
    const sums = new Int32Array(memory.buffer, OUT_ADDRESS, BLOCK_ROWS);
    const factor = largest / this.querySteps;
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows - first);
      dots(ROWS_ADDRESS + first * stride, count, stride, OUT_ADDRESS);
      for (let i = 0; i < count; i++)
        result[first + i] = (sums[i] as number) * factor * (factors[first + i] as number);
    }
    return result;
  }

  /** Keeps the rows whose new number is not -1, in their order. */
  keepOnly(newRow: Int32Array): void {
    const bytes = new Int8Array(this.kernel.memory.buffer, ROWS_ADDRESS);
    const { stride } = this;
    let kept = 0;
    for (let row = 0; row < this.rows; row++) {
      if ((newRow[row] ?? -1) < 0) continue;
      bytes.copyWithin(kept * stride, row * stride, (row + 1) * stride);
      this.factors[kept] = this.factors[row] ?? 0;
      kept++;
    }
    this.factors.fill(0, kept);
    this.rows = kept;
  }

  private reserve(rows: number): void {
    const { memory } = this.kernel;
    const missing = ROWS_ADDRESS + rows * this.stride - memory.buffer.byteLength;
    // An eighth more each time, so that adding many rows copies little.
    if (missing > 0) memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 8) / PAGE_BYTES));
    if (rows <= this.factors.length) return;
    const factors = new Float32Array(this.factors.length * 2);
    factors.set(this.factors);
    this.factors = factors;
  }
}

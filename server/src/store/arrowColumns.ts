/** Columns of Arrow read from their buffers: `Vector.get` of each row costs many times as much. */
import type { RowCheck } from './rowCheck';

/** The part of Arrow's record batch that is read here. */
export interface ArrowBatch {
  numRows: number;
  getChild(name: string): { data: readonly ArrowData[]; get(row: number): unknown } | null;
}

/** The part of Arrow's `Data` that is read here; buffers and children begin with the first row. */
export interface ArrowData {
  values: Uint8Array | Int8Array | Int32Array | Float64Array;
  valueOffsets: Int32Array;
  children: readonly ArrowData[];
  /** Elements of a row. */
  stride: number;
}

const NOTHING: ArrowData = {
  values: new Uint8Array(0),
  valueOffsets: new Int32Array(0),
  children: [],
  stride: 0,
};

/** A column of texts or bytes. */
export class BytesColumn {
  private readonly bytes: Uint8Array;
  /** The same. */
  private readonly buffer: Buffer;
  private readonly offsets: Int32Array;
  private lastFrom = 0;
  private lastTo = 0;
  private last = '';

  /** @param name a column that is missing has empty rows */
  constructor(batch: ArrowBatch, name: string) {
    const { values, valueOffsets } = batch.getChild(name)?.data[0] ?? NOTHING;
    this.bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.buffer = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    this.offsets = valueOffsets;
  }

  /** Adds the bytes of a row to its check, as a text or as bytes of any kind. */
  addTo(check: RowCheck, row: number, as: 'text' | 'part'): void {
    const from = this.offsets[row] ?? 0;
    const to = this.offsets[row + 1] ?? 0;
    if (as === 'text') check.addRange(this.bytes, from, to);
    else check.addPart(this.bytes, from, to);
  }

  lengthOf(row: number): number {
    return (this.offsets[row + 1] ?? 0) - (this.offsets[row] ?? 0);
  }

  /** A view on the batch's buffer, which it keeps in memory. */
  bytesOf(row: number): Uint8Array {
    return this.bytes.subarray(this.offsets[row] ?? 0, this.offsets[row + 1] ?? 0);
  }

  /** Rows that follow on each other often have the same text: then it is the same object, which takes no memory. */
  textOf(row: number): string {
    const from = this.offsets[row] ?? 0;
    const to = this.offsets[row + 1] ?? 0;
    if (!this.isLast(from, to)) {
      this.last = this.buffer.toString('utf8', from, to);
      this.lastFrom = from;
      this.lastTo = to;
    }
    return this.last;
  }

  private isLast(from: number, to: number): boolean {
    const { buffer, lastFrom, lastTo } = this;
    return to - from === lastTo - lastFrom && buffer.compare(buffer, lastFrom, lastTo, from, to) === 0;
  }
}

/** A column of 32-bit integers; zeros when it is missing. */
export function integersOf(batch: ArrowBatch, name: string): Int32Array {
  const { values } = batch.getChild(name)?.data[0] ?? NOTHING;
  return values instanceof Int32Array ? values : new Int32Array(batch.numRows);
}

/** A column of 64-bit numbers; zeros when it is missing. */
export function numbersOf(batch: ArrowBatch, name: string): Float64Array {
  const { values } = batch.getChild(name)?.data[0] ?? NOTHING;
  return values instanceof Float64Array ? values : new Float64Array(batch.numRows);
}

/** A column of rows of so many signed bytes each. */
export class ByteRowsColumn {
  private readonly bytes: Int8Array;
  private readonly length: number;

  constructor(batch: ArrowBatch, name: string) {
    const { children, stride } = batch.getChild(name)?.data[0] ?? NOTHING;
    const { values } = children[0] ?? NOTHING;
    this.bytes = new Int8Array(values.buffer, values.byteOffset, values.byteLength);
    this.length = stride;
  }

  /** A view on the batch's buffer, which it keeps in memory. */
  rowOf(row: number): Int8Array {
    return this.bytes.subarray(row * this.length, (row + 1) * this.length);
  }
}

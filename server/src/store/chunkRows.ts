/** Chunks as columns of Arrow and back: column by column, which is many times as fast as rows of objects. */
import {
  Binary,
  type Data,
  type FixedSizeList,
  type Float32,
  Int32,
  Int8,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  type TypeMap,
  Utf8,
} from 'apache-arrow';
import { type ByteVector, toByteVector } from '../base/byteVector';
import { type ArrowBatch, ByteRowsColumn, BytesColumn, integersOf } from './arrowColumns';
import type { FingerprintRow, IndexedChunk, StoredChunk } from './chunkStore';
import { RowCheck } from './rowCheck';
import { CHUNK_NUMBERS, CHUNK_TEXTS } from './storeSchema';

/** The texts of a chunk that are read as such; its words stay bytes. */
const STORED_TEXTS = CHUNK_TEXTS.filter((name) => name !== 'terms');

/** A table of chunks to be added. A chunk without a vector has one of zeros, one without a fingerprint an empty one. */
export function toArrowTable(chunks: readonly IndexedChunk[], schema: Schema, dimensions: number): Table {
  const vectors = new Int8Array(chunks.length * dimensions);
  const checks = new Int32Array(chunks.length);
  const check = new RowCheck();
  const texts = CHUNK_TEXTS.map((name) => chunks.map((chunk) => utf8Of(chunk[name])));
  const values = chunks.map(({ termValues }) => bytesOf(termValues));
  const fingerprints = chunks.map(({ fingerprint }) => fingerprint ?? NOTHING);
  chunks.forEach((chunk, row) => {
    const vector = byteVectorOf(chunk.vector);
    if (vector !== null) vectors.set(vector, row * dimensions);
    for (const column of texts) check.addText(column[row] as Uint8Array);
    check.addNumbers(CHUNK_NUMBERS.map((name) => chunk[name]));
    const parts = [
      values[row] as Uint8Array,
      fingerprints[row] as Uint8Array,
      vectors.subarray(row * dimensions, (row + 1) * dimensions),
    ];
    check.addLengths(parts.map(({ length }) => length));
    for (const part of parts) check.addPart(part);
    checks[row] = check.finish();
  });
  const columns: Data[] = [
    ...texts.map((column) => binaryLike(new Utf8(), column)),
    ...CHUNK_NUMBERS.map((name) => numberColumn(Int32Array.from(chunks, (chunk) => chunk[name]))),
    binaryLike(new Binary(), values),
    binaryLike(new Binary(), fingerprints),
    vectorColumn(schema, chunks.length, makeData({ type: new Int8(), data: vectors })),
    numberColumn(checks),
  ];
  return tableOf(schema, chunks.length, columns);
}

/** The column `vector`: rows of so many numbers as the schema says. */
export function vectorColumn(schema: Schema, length: number, numbers: Data): Data {
  const type = schema.fields.find(({ name }) => name === 'vector')?.type as FixedSizeList<Int8 | Float32>;
  return makeData({ type, length, nullCount: 0, child: numbers as Data<Int8 | Float32> });
}

/** A table of one batch. */
export function tableOf(schema: Schema, length: number, children: Data[]): Table {
  const typed: Schema<TypeMap> = new Schema<TypeMap>(schema.fields as Schema<TypeMap>['fields']);
  const type = new Struct<TypeMap>(typed.fields);
  return new Table(typed, [
    new RecordBatch<TypeMap>(typed, makeData({ type, length, nullCount: 0, children })),
  ]);
}

/**
 * The chunks of a batch, and the paths of rows that are not what was written. Words and vectors are views on the batch's buffer, which
 * they keep in memory; fingerprints are copies.
 */
export function fromArrowBatch(batch: ArrowBatch): { chunks: IndexedChunk[]; damaged: Set<string> } {
  const texts = CHUNK_TEXTS.map((name) => new BytesColumn(batch, name));
  const numbers = CHUNK_NUMBERS.map((name) => integersOf(batch, name));
  const terms = new BytesColumn(batch, 'terms');
  const termCounts = integersOf(batch, 'termCount');
  const valueColumn = new BytesColumn(batch, 'termValues');
  const fingerprintColumn = new BytesColumn(batch, 'fingerprint');
  const vectorColumn = new ByteRowsColumn(batch, 'vector');
  const checks = integersOf(batch, 'check');
  const readChunk = chunkReader(batch);
  const check = new RowCheck();
  const number = numbers.map(() => 0);
  const lengths = [0, 0, 0];
  const checkOf = (row: number, vector: Int8Array): number => {
    for (const column of texts) column.addTo(check, row, 'text');
    for (let at = 0; at < numbers.length; at++) number[at] = numbers[at]?.[row] ?? 0;
    check.addNumbers(number);
    lengths[0] = valueColumn.lengthOf(row);
    lengths[1] = fingerprintColumn.lengthOf(row);
    lengths[2] = vector.length;
    check.addLengths(lengths);
    valueColumn.addTo(check, row, 'part');
    fingerprintColumn.addTo(check, row, 'part');
    check.addPart(vector);
    return check.finish();
  };
  const chunks: IndexedChunk[] = [];
  const damaged = new Set<string>();
  for (let row = 0; row < batch.numRows; row++) {
    const vector = vectorColumn.rowOf(row);
    const chunk = readChunk(row) as IndexedChunk;
    if (checkOf(row, vector) !== checks[row]) {
      damaged.add(chunk.path);
      continue;
    }
    const fingerprint = fingerprintColumn.bytesOf(row);
    chunk.termCount = termCounts[row] ?? 0;
    chunk.terms = terms.bytesOf(row);
    chunk.termValues = shortsOf(valueColumn.bytesOf(row));
    chunk.fingerprint = fingerprint.length === 0 ? null : fingerprint.slice();
    chunk.vector = isZero(vector) ? null : vector;
    chunks.push(chunk);
  }
  return { chunks, damaged };
}

function isZero(vector: Int8Array): boolean {
  for (const value of vector) if (value !== 0) return false;
  return true;
}

/** Reads what a hit shows, row by row. */
function chunkReader(batch: ArrowBatch): (row: number) => StoredChunk {
  const [path, language, kind, symbol, container, hash] = STORED_TEXTS.map(
    (name) => new BytesColumn(batch, name),
  ) as [BytesColumn, BytesColumn, BytesColumn, BytesColumn, BytesColumn, BytesColumn];
  const [startLine, endLine, nameLine] = FINGERPRINT_NUMBERS.map((name) => integersOf(batch, name)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return (row) => ({
    path: path.textOf(row),
    language: language.textOf(row),
    kind: kind.textOf(row),
    symbol: symbol.textOf(row),
    container: container.textOf(row),
    startLine: startLine[row] ?? 0,
    endLine: endLine[row] ?? 0,
    nameLine: nameLine[row] ?? 0,
    hash: hash.textOf(row),
  });
}

const FINGERPRINT_TEXTS = ['path', 'language', 'kind', 'symbol', 'container'] as const;
const FINGERPRINT_NUMBERS = ['startLine', 'endLine', 'nameLine'] as const;

/** The columns that {@link fingerprintsOfBatch} reads. */
export const FINGERPRINT_COLUMNS = [...FINGERPRINT_TEXTS, ...FINGERPRINT_NUMBERS, 'fingerprint'];

/** The rows of a batch that have a fingerprint, which are copies. */
export function fingerprintsOfBatch(batch: ArrowBatch): FingerprintRow[] {
  const readChunk = chunkReader(batch);
  const fingerprints = new BytesColumn(batch, 'fingerprint');
  const rows: FingerprintRow[] = [];
  for (let row = 0; row < batch.numRows; row++) {
    const fingerprint = fingerprints.bytesOf(row);
    if (fingerprint.length === 0) continue;
    rows.push({ ...readChunk(row), fingerprint: fingerprint.slice() });
  }
  return rows;
}

/** A chunk's vector and where the chunk is. */
export interface PlacedVector {
  path: string;
  startLine: number;
  bytes: ByteVector;
}

/** The vectors of a batch, and where their chunks are; the vectors are views. */
export function placedVectorsOfBatch(batch: ArrowBatch): PlacedVector[] {
  const paths = new BytesColumn(batch, 'path');
  const lines = integersOf(batch, 'startLine');
  const vectors = new ByteRowsColumn(batch, 'vector');
  const found: PlacedVector[] = [];
  for (let row = 0; row < batch.numRows; row++) {
    const bytes = vectors.rowOf(row);
    if (!isZero(bytes)) found.push({ path: paths.textOf(row), startLine: lines[row] ?? 0, bytes });
  }
  return found;
}

/** The bytes of a vector in either form. */
export function byteVectorOf(vector: IndexedChunk['vector']): ByteVector | null {
  return vector instanceof Float32Array ? toByteVector(vector) : vector;
}

const NOTHING = new Uint8Array(0);

function bytesOf(values: Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function utf8Of(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
}

/** Little-endian numbers as they stand there, or a copy where they stand at an odd address. */
function shortsOf(bytes: Uint8Array): Uint16Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint16Array(buffer, byteOffset, length >> 1);
}

function binaryLike(type: Utf8 | Binary, parts: readonly Uint8Array[]): Data {
  const valueOffsets = new Int32Array(parts.length + 1);
  parts.forEach((part, row) => (valueOffsets[row + 1] = (valueOffsets[row] as number) + part.length));
  const data = Buffer.concat(parts);
  return makeData({ type, length: parts.length, nullCount: 0, valueOffsets, data } as Parameters<
    typeof makeData
  >[0]);
}

function numberColumn(numbers: Int32Array): Data {
  return makeData({ type: new Int32(), length: numbers.length, nullCount: 0, data: numbers });
}

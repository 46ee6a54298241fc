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
import { crc32 } from '../base/crc32';
import type { FingerprintRow, IndexedChunk, StoredChunk } from './chunkStore';
import { CHUNK_NUMBERS, CHUNK_TEXTS } from './storeSchema';

/** The part of Arrow's record batch that is read here. */
export interface ArrowBatch {
  numRows: number;
  getChild(name: string): { get(row: number): unknown } | null;
}

/** A table of chunks to be added. A chunk without a vector has one of zeros, one without a fingerprint an empty one. */
export function toArrowTable(chunks: readonly IndexedChunk[], schema: Schema, dimensions: number): Table {
  const vectors = new Int8Array(chunks.length * dimensions);
  const checks = new Int32Array(chunks.length);
  const values = chunks.map(({ termValues }) => bytesOf(termValues));
  const fingerprints = chunks.map(({ fingerprint }) => fingerprint ?? NOTHING);
  chunks.forEach((chunk, row) => {
    const vector = byteVectorOf(chunk.vector);
    if (vector !== null) vectors.set(vector, row * dimensions);
    checks[row] = checkOf(
      chunk,
      values[row] as Uint8Array,
      fingerprints[row] as Uint8Array,
      vectors.subarray(row * dimensions, (row + 1) * dimensions),
    );
  });
  const columns: Data[] = [
    ...CHUNK_TEXTS.map((name) => textColumn(chunks.map((chunk) => chunk[name]))),
    ...CHUNK_NUMBERS.map((name) => numberColumn(Int32Array.from(chunks, (chunk) => chunk[name]))),
    binaryColumn(values),
    binaryColumn(fingerprints),
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

/** The chunks of a batch, and the paths of rows that are not what was written. */
export function fromArrowBatch(batch: ArrowBatch): { chunks: IndexedChunk[]; damaged: Set<string> } {
  const texts = CHUNK_TEXTS.map((name) => [name, textReader(batch, name)] as const);
  const numbers = CHUNK_NUMBERS.map((name) => [name, batch.getChild(name)] as const);
  const [valueColumn, fingerprintColumn, vectorColumn, checkColumn] = [
    'termValues',
    'fingerprint',
    'vector',
    'check',
  ].map((name) => batch.getChild(name));
  const chunks: IndexedChunk[] = [];
  const damaged = new Set<string>();
  for (let row = 0; row < batch.numRows; row++) {
    const read: Record<string, unknown> = {};
    for (const [name, text] of texts) read[name] = text(row);
    for (const [name, column] of numbers) read[name] = column?.get(row) ?? 0;
    const chunk = read as unknown as IndexedChunk;
    // Copies: each is a view on the answer's whole buffer.
    const values = Uint8Array.from(valueColumn?.get(row) as Uint8Array);
    const fingerprint = Uint8Array.from(fingerprintColumn?.get(row) as Uint8Array);
    const vector = Int8Array.from((vectorColumn?.get(row) as { toArray(): Int8Array }).toArray());
    if (checkOf(chunk, values, fingerprint, vector) !== checkColumn?.get(row)) {
      damaged.add(chunk.path);
      continue;
    }
    chunk.termValues = new Uint16Array(values.buffer, 0, values.length >> 1);
    chunk.fingerprint = fingerprint.length === 0 ? null : fingerprint;
    chunk.vector = vector.some((value) => value !== 0) ? vector : null;
    chunks.push(chunk);
  }
  return { chunks, damaged };
}

const FINGERPRINT_TEXTS = ['path', 'language', 'kind', 'symbol', 'container'] as const;
const FINGERPRINT_NUMBERS = ['startLine', 'endLine', 'nameLine'] as const;

/** The columns that {@link fingerprintsOfBatch} reads. */
export const FINGERPRINT_COLUMNS = [...FINGERPRINT_TEXTS, ...FINGERPRINT_NUMBERS, 'fingerprint'];

/** The rows of a batch that have a fingerprint. */
export function fingerprintsOfBatch(batch: ArrowBatch): FingerprintRow[] {
  const texts = FINGERPRINT_TEXTS.map((name) => [name, textReader(batch, name)] as const);
  const numbers = FINGERPRINT_NUMBERS.map((name) => [name, batch.getChild(name)] as const);
  const fingerprints = batch.getChild('fingerprint');
  const rows: FingerprintRow[] = [];
  for (let row = 0; row < batch.numRows; row++) {
    const fingerprint = fingerprints?.get(row) as Uint8Array;
    if (fingerprint.length === 0) continue;
    // A copy: it is a view on the answer's whole buffer.
    const read: Record<string, unknown> = { fingerprint: Uint8Array.from(fingerprint) };
    for (const [name, text] of texts) read[name] = text(row);
    for (const [name, column] of numbers) read[name] = column?.get(row) ?? 0;
    rows.push(read as unknown as FingerprintRow);
  }
  return rows;
}

/** The chunks of a batch that have a vector, without their words. */
export function* vectorsOfBatch(batch: ArrowBatch): Generator<{ chunk: StoredChunk; bytes: ByteVector }> {
  const texts = CHUNK_TEXTS.filter((name) => name !== 'terms').map(
    (name) => [name, textReader(batch, name)] as const,
  );
  const numbers = FINGERPRINT_NUMBERS.map((name) => [name, batch.getChild(name)] as const);
  const vectors = batch.getChild('vector');
  for (let row = 0; row < batch.numRows; row++) {
    const bytes = (vectors?.get(row) as { toArray(): Int8Array }).toArray();
    if (bytes.every((value) => value === 0)) continue;
    const read: Record<string, unknown> = {};
    for (const [name, text] of texts) read[name] = text(row);
    for (const [name, column] of numbers) read[name] = column?.get(row) ?? 0;
    yield { chunk: read as unknown as StoredChunk, bytes };
  }
}

/** The bytes of a vector in either form. */
export function byteVectorOf(vector: IndexedChunk['vector']): ByteVector | null {
  return vector instanceof Float32Array ? toByteVector(vector) : vector;
}

const NOTHING = new Uint8Array(0);

/** Texts that follow on each other are often the same one: then it is the same object, which takes no memory. */
function textReader(batch: ArrowBatch, name: string): (row: number) => string {
  const column = batch.getChild(name);
  let last = '';
  return (row) => {
    const text = (column?.get(row) as string | null) ?? '';
    if (text !== last) last = text;
    return last;
  };
}

function checkOf(
  chunk: IndexedChunk,
  values: Uint8Array,
  fingerprint: Uint8Array,
  vector: ByteVector,
): number {
  const numbers = CHUNK_NUMBERS.map((name) => chunk[name]).join();
  const lengths = `${values.length},${fingerprint.length},${vector.length}`;
  let check = crc32(`${CHUNK_TEXTS.map((name) => chunk[name]).join('\0')}\0${numbers}\0${lengths}`, 0);
  for (const bytes of [values, fingerprint, new Uint8Array(vector.buffer, vector.byteOffset, vector.length)])
    check = crc32(bytes, check);
  return check | 0;
}

function bytesOf(values: Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function textColumn(texts: readonly string[]): Data {
  return binaryLike(
    new Utf8(),
    texts.map((text) => Buffer.from(text, 'utf8')),
  );
}

function binaryColumn(parts: readonly Uint8Array[]): Data {
  return binaryLike(new Binary(), parts);
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

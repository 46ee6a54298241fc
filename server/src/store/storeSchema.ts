import { Binary, Bool, Field, FixedSizeList, Float64, Int32, Int8, Schema, Utf8 } from 'apache-arrow';

/** Raised whenever a column or its meaning changes; a store of another version is rebuilt. */
export const SCHEMA_VERSION = 2;

export const CHUNK_TABLE = 'chunks';
export const FILE_TABLE = 'files';

/**
 * The file format that tables are made with. 2.0 compresses a column as a whole: spring-framework takes 46 MB, where 2.1 takes 62
 * and no compression some 130.
 */
export const STORAGE_OPTIONS = { new_table_data_storage_version: '2.0' } as const;

const COMPRESSED = new Map([
  ['lance-encoding:compression', 'zstd'],
  ['lance-encoding:compression-level', '3'],
]);

export const CHUNK_TEXTS = [
  'path',
  'language',
  'kind',
  'symbol',
  'container',
  'hash',
  'terms',
] as const satisfies readonly string[];

export const CHUNK_NUMBERS = ['startLine', 'endLine', 'nameLine', 'termCount'] as const;

const text = (name: string): Field => new Field(name, new Utf8(), false, COMPRESSED);
const integer = (name: string): Field => new Field(name, new Int32(), false);

/** The chunk table; `dimensions` is the length of a vector. Vectors are kept as bytes, see `base/byteVector`. */
export function chunkSchema(dimensions: number): Schema {
  return new Schema([
    ...CHUNK_TEXTS.map(text),
    ...CHUNK_NUMBERS.map(integer),
    // Little-endian 16-bit values, one for each word of `terms`.
    new Field('termValues', new Binary(), false, COMPRESSED),
    new Field('fingerprint', new Binary(), false),
    new Field('vector', new FixedSizeList(dimensions, new Field('item', new Int8(), true)), false),
    // Over all other columns of the row: noise in a file is found, whatever it decodes to.
    integer('check'),
  ]);
}

/** The file table. */
export function fileSchema(): Schema {
  return new Schema([
    ...['path', 'contentHash', 'skipped'].map(text),
    integer('chunks'),
    // Sizes and times pass 2^31, and 2^53 is far enough.
    new Field('sizeBytes', new Float64(), false),
    new Field('mtimeMs', new Float64(), false),
    new Field('embedded', new Bool(), false),
  ]);
}

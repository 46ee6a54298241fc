import { Bool, Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from 'apache-arrow';

/** Raised whenever a column or its meaning changes; a store of another version is rebuilt. */
export const SCHEMA_VERSION = 1;

export const CHUNK_TABLE = 'chunks';
export const FILE_TABLE = 'files';

const text = (name: string): Field => new Field(name, new Utf8(), false);
const integer = (name: string): Field => new Field(name, new Int32(), false);

/** The chunk table; `dimensions` is the length of a vector. */
export function chunkSchema(dimensions: number): Schema {
  return new Schema([
    ...[
      'id',
      'path',
      'language',
      'kind',
      'symbol',
      'symbolKey',
      'container',
      'signature',
      'doc',
      'hash',
      'terms',
    ].map(text),
    ...['startLine', 'endLine', 'nameLine'].map(integer),
    new Field('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), true)), true),
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

import assert from 'node:assert/strict';
import { chunkSchema, fileSchema, SCHEMA_VERSION } from '../../../server/src/store/storeSchema';

describe('store schema', () => {
  it('is what its version says: who changes a column raises the version and this list', () => {
    const columns = (fields: { name: string; type: unknown; nullable: boolean }[]): string[] =>
      fields.map(({ name, type, nullable }) => `${name}: ${String(type)}${nullable ? '?' : ''}`);
    assert.equal(SCHEMA_VERSION, 2);
    assert.deepEqual(columns(chunkSchema(8).fields), [
      'path: Utf8',
      'language: Utf8',
      'kind: Utf8',
      'symbol: Utf8',
      'container: Utf8',
      'hash: Utf8',
      'terms: Utf8',
      'startLine: Int32',
      'endLine: Int32',
      'nameLine: Int32',
      'termCount: Int32',
      'termValues: Binary',
      'fingerprint: Binary',
      'vector: FixedSizeList[8]<Int8>',
      'check: Int32',
    ]);
    assert.deepEqual(columns(fileSchema().fields), [
      'path: Utf8',
      'contentHash: Utf8',
      'skipped: Utf8',
      'chunks: Int32',
      'sizeBytes: Float64',
      'mtimeMs: Float64',
      'embedded: Bool',
    ]);
  });
});

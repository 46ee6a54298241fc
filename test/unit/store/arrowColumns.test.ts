import assert from 'node:assert/strict';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import {
  type ArrowBatch,
  ByteRowsColumn,
  BytesColumn,
  integersOf,
} from '../../../server/src/store/arrowColumns';
import { toArrowTable } from '../../../server/src/store/chunkRows';
import { chunkSchema } from '../../../server/src/store/storeSchema';
import { atDegrees, axis, chunkOf, DIMENSIONS } from './samples';

const given = [
  chunkOf('größe.ts', 1, { vector: axis(1), fingerprint: Uint8Array.of(0, 255) }),
  chunkOf('größe.ts', 20, { vector: null }),
  chunkOf('grösse.ts', 300, { vector: atDegrees(40) }),
];
const table = tableFromIPC(tableToIPC(toArrowTable(given, chunkSchema(DIMENSIONS), DIMENSIONS)));

describe('columns of Arrow', () => {
  for (const [what, from] of [
    ['of a whole batch', 0],
    ['of a part of one', 1],
  ] as const) {
    const [part] = table.slice(from).batches;
    const batch = part as unknown as ArrowBatch;
    const rows = given.slice(from);
    const values = (name: string): unknown[] =>
      rows.map((_, row) => part?.getChild(name)?.get(row) as unknown);

    it(`${what} read what Arrow itself reads`, () => {
      const paths = new BytesColumn(batch, 'path');
      assert.deepEqual(
        rows.map((_, row) => paths.textOf(row)),
        values('path'),
      );
      const fingerprints = new BytesColumn(batch, 'fingerprint');
      assert.deepEqual(
        rows.map((_, row) => [...fingerprints.bytesOf(row)]),
        values('fingerprint').map((bytes) => [...(bytes as Uint8Array)]),
      );
      const lines = integersOf(batch, 'startLine');
      assert.deepEqual(
        rows.map((_, row) => lines[row]),
        values('startLine'),
      );
      const vectors = new ByteRowsColumn(batch, 'vector');
      assert.deepEqual(
        rows.map((_, row) => [...vectors.rowOf(row)]),
        values('vector').map((vector) => [...(vector as { toArray(): Int8Array }).toArray()]),
      );
    });
  }

  it('are empty where one is missing', () => {
    const [batch] = table.select(['path']).batches as unknown as ArrowBatch[];
    assert.ok(batch !== undefined);
    assert.equal(new BytesColumn(batch, 'hash').textOf(1), '');
    assert.deepEqual([...integersOf(batch, 'startLine')], [0, 0, 0]);
    assert.deepEqual([...new ByteRowsColumn(batch, 'vector').rowOf(0)], []);
  });

  it('of texts that follow on each other give one object for equal ones', () => {
    const [batch] = table.batches as unknown as ArrowBatch[];
    assert.ok(batch !== undefined);
    const paths = new BytesColumn(batch, 'path');
    assert.equal(paths.textOf(0), 'größe.ts');
    assert.equal(paths.textOf(1), 'größe.ts');
    assert.equal(paths.textOf(2), 'grösse.ts');
    assert.equal(paths.textOf(0), 'größe.ts');
  });
});

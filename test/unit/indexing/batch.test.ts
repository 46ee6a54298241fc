import assert from 'node:assert/strict';
import { HeldBatches, sampleOf, sizeOf } from '../../../server/src/indexing/batch';
import { batchOf, chunked } from './preparedSamples';

describe('a batch', () => {
  const batch = batchOf([chunked('a.ts', 2, 100), { kind: 'gone', path: 'b.ts' }, chunked('c.ts', 3, 200)]);

  it('is as large as what was chunked of it', () => {
    assert.deepEqual(sizeOf(batch), { chunked: 2, chunks: 5, bytes: 300 });
  });

  it('tells the pace what it has cost', () => {
    const { wallMs, ...sample } = sampleOf(batch, 3);
    assert.ok(wallMs >= 0);
    assert.deepEqual(sample, {
      files: 3,
      chunks: 5,
      bytes: 300,
      readMs: 0,
      parseMs: 5,
      embedMs: 7,
      storeMs: 3,
    });
  });
});

describe('HeldBatches', () => {
  it('are full once enough chunks have come together', () => {
    const held = new HeldBatches();
    assert.deepEqual([held.isEmpty, held.isFull], [true, false]);
    held.add(batchOf([chunked('a.ts', 999)]));
    assert.deepEqual([held.isEmpty, held.isFull], [false, false]);
    held.add(batchOf([chunked('b.ts', 1)]));
    assert.equal(held.isFull, true);
  });

  it('give all of it at once, in the order of its coming, and are empty then', () => {
    const held = new HeldBatches();
    held.add(batchOf([chunked('a.ts', 1), chunked('b.ts', 1)], ['b.ts']));
    held.add(batchOf([{ kind: 'gone', path: 'c.ts' }]));
    const { prepared, failed } = held.take();
    assert.deepEqual(
      prepared.map((file) => (file.kind === 'gone' ? file.path : file.state.path)),
      ['a.ts', 'b.ts', 'c.ts'],
    );
    assert.deepEqual([...failed], ['b.ts']);
    assert.deepEqual([held.isEmpty, held.isFull, held.take().prepared.length], [true, false, 0]);
  });

  it('know a file that is held', () => {
    const held = new HeldBatches();
    held.add(batchOf([chunked('a.ts', 1), { kind: 'gone', path: 'b.ts' }]));
    assert.equal(held.meets(batchOf([chunked('c.ts', 1), chunked('b.ts', 1)])), true);
    assert.equal(held.meets(batchOf([chunked('c.ts', 1)])), false);
    held.take();
    assert.equal(held.meets(batchOf([chunked('b.ts', 1)])), false);
  });
});

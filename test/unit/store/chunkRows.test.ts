import assert from 'node:assert/strict';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import type { ArrowBatch } from '../../../server/src/store/arrowColumns';
import { fromArrowBatch, toArrowTable } from '../../../server/src/store/chunkRows';
import type { IndexedChunk } from '../../../server/src/store/chunkStore';
import { chunkSchema } from '../../../server/src/store/storeSchema';
import { atDegrees, axis, chunkOf, DIMENSIONS } from './samples';

const chunks: IndexedChunk[] = [
  chunkOf('a.ts', 1, { symbol: 'alphaname', vector: axis(0), fingerprint: Uint8Array.of(201, 202, 203) }),
  chunkOf('b.ts', 1, { symbol: 'betaname', container: 'Outside', vector: null }),
  chunkOf('c.ts', 7, { terms: '', vector: atDegrees(30) }),
];

/** The bytes of a table that holds the chunks, as a file or a wire has them. */
function bytesOf(given: readonly IndexedChunk[]): Uint8Array {
  return tableToIPC(toArrowTable(given, chunkSchema(DIMENSIONS), DIMENSIONS));
}

function read(bytes: Uint8Array): ReturnType<typeof fromArrowBatch> {
  const [batch] = tableFromIPC(bytes).batches;
  return fromArrowBatch(batch as unknown as ArrowBatch);
}

/** Flips a bit of the first place where some bytes stand. */
function withNoise(bytes: Uint8Array, where: Uint8Array): Uint8Array {
  const noisy = Buffer.from(bytes);
  const at = noisy.indexOf(where);
  assert.ok(at >= 0, 'the bytes stand in the table');
  noisy[at] = (noisy[at] ?? 0) ^ 1;
  return noisy;
}

describe('rows of chunks', () => {
  it('give back what they were made of', () => {
    const { chunks: found, damaged } = read(bytesOf(chunks));
    assert.equal(damaged.size, 0);
    assert.deepEqual(
      found.map(({ vector, ...chunk }) => ({ ...chunk, vector: vector && [...vector] })),
      chunks.map(({ vector, ...chunk }, at) => ({
        ...chunk,
        vector: vector && [[127, 0, 0, 0], [], [127, 73, 0, 0]][at],
      })),
    );
  });

  it('hold copies of what others keep, which does not keep the whole answer in memory', () => {
    const { chunks: found } = read(bytesOf(chunks));
    assert.equal(found[0]?.fingerprint?.buffer.byteLength, 3);
  });

  const places: [what: string, bytes: Uint8Array, path: string][] = [
    ['a text', Buffer.from('alphaname'), 'a.ts'],
    ['a text of a chunk without a fingerprint', Buffer.from('Outside'), 'b.ts'],
    ['a fingerprint', Uint8Array.of(201, 202, 203), 'a.ts'],
    ['a vector', Uint8Array.of(127, 73, 0, 0), 'c.ts'],
    ['numbers', new Uint8Array(Int32Array.of(5, 5, 11).buffer), 'a.ts'],
  ];
  for (const [what, where, path] of places)
    it(`are found to be damaged when a bit of ${what} is another`, () => {
      const { chunks: found, damaged } = read(withNoise(bytesOf(chunks), where));
      assert.deepEqual([...damaged], [path]);
      assert.deepEqual(
        found.map((chunk) => chunk.path),
        ['a.ts', 'b.ts', 'c.ts'].filter((other) => other !== path),
      );
    });

  it('are found to be damaged when bytes move from one text to the next', () => {
    const bytes = Buffer.from(bytesOf([chunkOf('a.ts', 1, { symbol: 'xy', container: 'z', terms: 'q' })]));
    const table = tableFromIPC(bytes);
    const data = table.getChild('symbol')?.data[0];
    const offsets = data?.valueOffsets as Int32Array;
    offsets[1] = 1;
    const { damaged } = fromArrowBatch(table.batches[0] as unknown as ArrowBatch);
    assert.deepEqual([...damaged], ['a.ts']);
  });
});

import assert from 'node:assert/strict';
import { isAborted } from '../../../server/src/base/errors';
import { StoredFingerprints } from '../../../server/src/engine/fingerprintSource';
import type { IndexedChunk } from '../../../server/src/store/chunkStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { never } from '../signals';

async function storeOf(...chunks: Partial<IndexedChunk>[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  const change = { dropChunksOf: [], dropFiles: [], files: [] };
  await store.commit({ ...change, chunks: chunks as IndexedChunk[] });
  return store;
}

const fingerprint = new Uint8Array([1]);
const vector = new Float32Array([1, 0]);

describe('StoredFingerprints', () => {
  const read = async (withVectors: boolean, signal = never) => {
    const store = await storeOf(
      { path: 'a.ts', fingerprint, vector },
      { path: 'b.ts', fingerprint: null, vector },
    );
    const found = [];
    for await (const chunks of new StoredFingerprints(() => store).readAll(withVectors, signal))
      found.push(...chunks);
    return found;
  };

  it('reads chunks with their vectors where these are asked for', async () => {
    const found = await read(true);
    assert.deepEqual(found.find(({ path }) => path === 'a.ts')?.vector, vector);
  });

  it('reads nothing of chunks without a fingerprint otherwise', async () => {
    const found = await read(false);
    assert.deepEqual(
      found.map(({ path }) => path),
      ['a.ts'],
    );
  });

  it('reads nothing while the store is not open', async () => {
    for await (const chunks of new StoredFingerprints(() => undefined).readAll(true, never))
      assert.fail(`${chunks.length} chunks`);
  });

  it('stops on the signal', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(read(true, stop.signal), isAborted);
  });
});

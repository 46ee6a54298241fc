import assert from 'node:assert/strict';
import { chunkTerms } from '../../../server/src/chunking/searchTerms';
import { type QueryModel, searchSimilar, searchStore } from '../../../server/src/search/semanticSearch';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { never } from '../signals';
import { storedChunk } from './storedChunk';

/** Vectors of two dimensions: money, and time. */
const MONEY = Float32Array.of(1, 0);
const TIME = Float32Array.of(0, 1);

const model = (vector: Float32Array | undefined, minimumSimilarity = 0.3): QueryModel => ({
  embed: () => Promise.resolve(vector),
  minimumSimilarity,
});

describe('searchStore', () => {
  const store = new MemoryStore();
  const put = (path: string, symbol: string, text: string, vector: Float32Array | null): Promise<void> => {
    const chunk = storedChunk({ path, symbol });
    const terms = chunkTerms({ path, enclosing: [], text });
    return store.commit({
      dropChunksOf: [],
      files: [],
      dropFiles: [],
      chunks: [{ ...chunk, terms, vector }],
    });
  };
  before(async () => {
    await put('billing/invoice.ts', 'addTax', 'function addTax(amount) { return amount * 1.19; }', MONEY);
    await put('billing/fee.ts', 'surcharge', 'function surcharge(x) { return x + 5; }', MONEY);
    await put('util/clock.ts', 'sleep', 'function sleep(milliseconds) { return later(milliseconds); }', TIME);
    await put('util/plain.ts', 'amountOf', 'function amountOf(x) { return x.amount; }', null);
  });
  const found = async (query: string, by: QueryModel): Promise<string[]> =>
    (await searchStore(store, query, by, 10, {}, never)).map(({ chunk }) => chunk.symbol);

  it('finds by meaning what shares no word', async () => {
    assert.deepEqual(await found('pause', model(TIME)), ['sleep']);
  });

  it('finds by words while there is no model, and when the model fails', async () => {
    assert.deepEqual((await found('amounts', undefined)).sort(), ['addTax', 'amountOf']);
    assert.deepEqual((await found('amounts', model(undefined))).sort(), ['addTax', 'amountOf']);
  });

  it('leaves out what is far in meaning and shares no word', async () => {
    assert.deepEqual(await found('zebra', model(MONEY, 1.1)), []);
  });

  it('answers nothing to a query without a word', async () => {
    assert.deepEqual(await found('', model(MONEY)), []);
    assert.deepEqual(await found(' ?! ', model(MONEY)), []);
  });

  it('ends when it is cancelled', async () => {
    const cancelled = AbortSignal.abort();
    await assert.rejects(searchStore(store, 'amount', model(MONEY), 10, {}, cancelled), { code: 'aborted' });
  });

  it('leaves the sample itself out of what is similar to it', async () => {
    const sample = {
      text: 'amount * 1.19',
      vector: MONEY,
      minimumSimilarity: 0.3,
      isSelf: ({ symbol }: { symbol: string }) => symbol === 'addTax',
    };
    const hits = await searchSimilar(store, sample, 10, {});
    assert.deepEqual(
      hits.map(({ chunk }) => chunk.symbol),
      ['surcharge'],
    );
  });
});

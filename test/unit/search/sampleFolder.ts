import { StoreSource } from '../../../server/src/search/searchSource';
import type { LanceBench } from '../store/lanceBench';
import { type GivenChunk, indexedChunk } from './indexedChunk';

/** Vectors of two dimensions: money, and time. */
export const MONEY = Float32Array.of(1, 0);
export const TIME = Float32Array.of(0, 1);

/** Some files about money and time; one waits for its vector. */
export const sampleChunks: readonly GivenChunk[] = [
  {
    path: 'billing/invoice.ts',
    symbol: 'addTax',
    text: 'function addTax(amount) { return amount * 1.19; }',
    vector: MONEY,
  },
  {
    path: 'billing/invoice.ts',
    startLine: 20,
    kind: 'class',
    symbol: 'Invoice',
    text: 'class Invoice { print(lines) {} }',
    vector: Float32Array.of(0.8, 0.6),
  },
  {
    path: 'billing/fee.py',
    language: 'python',
    symbol: 'surcharge',
    text: 'def surcharge(x): return x + 5',
    vector: MONEY,
  },
  {
    path: 'util/clock.ts',
    symbol: 'sleep',
    text: 'function sleep(milliseconds) { return later(milliseconds); }',
    vector: TIME,
  },
  {
    path: 'util/plain.ts',
    symbol: 'amountOf',
    text: 'function amountOf(x) { return x.amount; }',
    vector: null,
  },
];

/** A source that reads a store on disk which holds these chunks; the bench owns the store. */
export async function sourceOf(
  bench: LanceBench,
  chunks: readonly GivenChunk[],
  dimensions: number,
): Promise<StoreSource> {
  const store = await bench.filled(chunks.map(indexedChunk));
  return new StoreSource(store, store.search, dimensions);
}

import assert from 'node:assert/strict';
import type { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { MemorySource, type SearchSource, type Wanted } from '../../../server/src/search/searchSource';
import { type QueryModel, searchFolder } from '../../../server/src/search/semanticSearch';
import { never } from '../signals';
import { type GivenChunk, indexOf } from './indexedChunk';
import { LanceBench } from '../store/lanceBench';
import { MONEY, sampleChunks, sourceOf, TIME } from './sampleFolder';
import { randomUnit, seededRandom } from '../seededRandom';

const wanted = (more: Partial<Wanted>): Wanted => ({
  terms: [],
  symbols: [],
  vector: undefined,
  filter: {},
  ...more,
});

const pathsOf = (index: SearchIndex): string[] => [...index.files.keys()].sort();

describe('MemorySource', () => {
  it('searches in the index that it was given', async () => {
    const index = indexOf(...sampleChunks);
    assert.equal(await new MemorySource(index).indexFor(), index);
  });
});

describe('StoreSource', () => {
  const benches: LanceBench[] = [];
  let source: SearchSource;
  before(async () => (source = await open(sampleChunks, 2)));
  after(async () => {
    await Promise.all(benches.map((bench) => bench.dispose()));
  });
  async function open(chunks: readonly GivenChunk[], dimensions: number): Promise<SearchSource> {
    const bench = new LanceBench(dimensions);
    benches.push(bench);
    return sourceOf(bench, chunks, dimensions);
  }
  const indexFor = (more: Partial<Wanted>): Promise<SearchIndex> => source.indexFor(wanted(more));

  it('reads the files that words, names or vectors find', async () => {
    assert.deepEqual(pathsOf(await indexFor({ terms: ['amount'] })), ['billing/invoice.ts', 'util/plain.ts']);
    assert.deepEqual(pathsOf(await indexFor({ symbols: ['SLEEP', 'amountOf'] })), [
      'util/clock.ts',
      'util/plain.ts',
    ]);
    assert.deepEqual(pathsOf(await indexFor({ vector: TIME })), [
      'billing/fee.py',
      'billing/invoice.ts',
      'util/clock.ts',
    ]);
  });

  it('reads whole files, with their words and vectors', async () => {
    const index = await indexFor({ symbols: ['addTax'] });
    const whole = indexOf(...sampleChunks);
    const slots = index.files.get('billing/invoice.ts')?.slots ?? [];
    const expected = whole.files.get('billing/invoice.ts')?.slots ?? [];
    assert.deepEqual(
      slots.map((slot) => index.chunk(slot)),
      expected.map((slot) => whole.chunk(slot)),
    );
    assert.deepEqual(
      slots.map((slot) => index.lengthOf(slot)),
      expected.map((slot) => whole.lengthOf(slot)),
    );
    assert.ok(slots.every((slot) => index.vectors.has(slot)));
  });

  it('reads nothing that the filter leaves out', async () => {
    const filter = { languages: ['python'] };
    assert.deepEqual(
      pathsOf(await indexFor({ terms: ['amount'], symbols: ['sleep'], vector: MONEY, filter })),
      ['billing/fee.py'],
    );
  });

  it('reads nothing where nothing is found or asked', async () => {
    assert.equal((await indexFor({})).size, 0);
    assert.equal((await indexFor({ terms: ['zebra'], symbols: ['constructor'] })).size, 0);
    const empty = await open([], 2);
    assert.equal((await empty.indexFor(wanted({ terms: ['amount'], vector: MONEY }))).size, 0);
  });

  it('leads to the same first hit as the whole folder in memory', async () => {
    const random = seededRandom(41);
    const subjects = [
      'parser',
      'cache',
      'retry',
      'lock',
      'invoice',
      'clock',
      'router',
      'token',
      'queue',
      'shard',
    ];
    const filler = (): string => Array.from({ length: 12 }, () => `w${random(200)}`).join(' ');
    const vectors = subjects.map(() => randomUnit(random, 24));
    const near = (vector: Float32Array): Float32Array =>
      vector.map((value, i) => 0.9 * value + (randomUnit(random, 24)[i] ?? 0) * 0.1);
    const chunks = subjects.flatMap((subject, i): GivenChunk[] => [
      {
        path: `lib/${subject}.ts`,
        symbol: `${subject}Main`,
        text: `${subject} ${subject} ${filler()}`,
        vector: near(vectors[i] ?? MONEY),
      },
      {
        path: `lib/${subject}.ts`,
        startLine: 40,
        symbol: 'rest',
        text: filler(),
        vector: randomUnit(random, 24),
      },
      { path: `lib/other${i}.ts`, symbol: `thing${i}`, text: filler(), vector: randomUnit(random, 24) },
      { path: `test/${subject}.test.ts`, text: `${subject} ${filler()}`, vector: near(vectors[i] ?? MONEY) },
    ]);
    const memory = new MemorySource(indexOf(...chunks));
    const store = await open(chunks, 24);
    const first = async (
      source: SearchSource,
      query: string,
      by: QueryModel,
    ): Promise<string | undefined> => {
      const [hit] = await searchFolder(source, query, by, { limit: 5, filter: {} }, never);
      return hit && `${hit.chunk.path}:${hit.chunk.startLine}`;
    };
    for (const [i, subject] of subjects.entries())
      for (const query of [`${subject}Main`, `where does the ${subject} begin`, subject])
        for (const by of [
          undefined,
          { embed: () => Promise.resolve(vectors[i]), minimumSimilarity: 0.3 },
        ] satisfies QueryModel[]) {
          const expected = `lib/${subject}.ts:1`;
          assert.equal(await first(memory, query, by), expected, query);
          assert.equal(await first(store, query, by), expected, query);
        }
  });
});

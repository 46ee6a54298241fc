import assert from 'node:assert/strict';
import type { RankedChunk } from '../../../server/src/search/candidate';
import { MemorySource, type SearchSource } from '../../../server/src/search/searchSource';
import {
  type CodeSample,
  type QueryModel,
  searchFolder,
  type SearchOptions,
  searchSimilar,
} from '../../../server/src/search/semanticSearch';
import { signalGroups } from '../../../server/src/search/signalGroups';
import { never } from '../signals';
import { indexOf } from './indexedChunk';
import { LanceBench } from '../store/lanceBench';
import { MONEY, sampleChunks, sourceOf, TIME } from './sampleFolder';

const model = (vector: Float32Array | undefined, minimumSimilarity = 0.3): QueryModel => ({
  embed: () => Promise.resolve(vector),
  minimumSimilarity,
});

const everything: SearchOptions = { limit: 10, filter: {} };

const symbolsOf = (hits: readonly RankedChunk[]): string[] => hits.map(({ chunk }) => chunk.symbol);

const sources: Record<string, (bench: LanceBench) => Promise<SearchSource>> = {
  'an index in memory': () => Promise.resolve(new MemorySource(indexOf(...sampleChunks))),
  'a store': (bench) => sourceOf(bench, sampleChunks, 2),
};

for (const [name, open] of Object.entries(sources)) {
  describe(`searchFolder in ${name}`, () => {
    let bench: LanceBench;
    let source: SearchSource;
    before(async () => {
      bench = new LanceBench(2);
      source = await open(bench);
    });
    after(() => bench.dispose());

    const found = async (
      query: string,
      by: QueryModel,
      options: Partial<SearchOptions> = {},
    ): Promise<string[]> =>
      symbolsOf(await searchFolder(source, query, by, { ...everything, ...options }, never));

    it('finds by meaning what shares no word', async () => {
      assert.deepEqual(await found('pause', model(TIME, 0.7)), ['sleep']);
    });

    it('finds by words while there is no model, and when the model fails', async () => {
      for (const by of [undefined, model(undefined)]) {
        const symbols = await found('amounts', by);
        assert.deepEqual(symbols.slice(0, 2).sort(), ['addTax', 'amountOf']);
        assert.ok(!symbols.includes('sleep') && !symbols.includes('surcharge'));
      }
    });

    it('leaves out what is far in meaning and shares no word', async () => {
      assert.deepEqual(await found('zebra', model(MONEY, 1.1)), []);
    });

    it('finds the definition of a name first, letter case aside', async () => {
      for (const by of [undefined, model(MONEY)])
        for (const query of ['sleep', 'SLEEP', 'Clock.sleep', 'clock::sleep'])
          assert.equal((await found(query, by))[0], 'sleep', query);
    });

    it('answers nothing to a query without a word, and does not ask the model', async () => {
      const unasked: QueryModel = {
        embed: () => assert.fail('the model was asked'),
        minimumSimilarity: 0,
      };
      for (const query of ['', ' \n ', ' ?! ', ')(*&[{', '🎉'])
        assert.deepEqual(await found(query, unasked), [], query);
    });

    it('hands the model the query as it is read, and the signal', async () => {
      const asked: unknown[] = [];
      await found('  add\n  the tax ', {
        embed: (text, signal) => {
          asked.push(text, signal);
          return Promise.resolve(undefined);
        },
        minimumSimilarity: 0,
      });
      assert.deepEqual(asked, ['add the tax', never]);
    });

    it('narrows by language, kind and path', async () => {
      const by = model(MONEY, -1);
      assert.deepEqual(await found('tax', by, { filter: { languages: ['python'] } }), ['surcharge']);
      assert.deepEqual(await found('tax', by, { filter: { kinds: ['class'] } }), ['Invoice']);
      assert.deepEqual((await found('tax', by, { filter: { paths: ['billing/invoice.ts'] } })).sort(), [
        'Invoice',
        'addTax',
      ]);
      assert.deepEqual(
        await found('tax', by, { filter: { paths: ['billing/invoice.ts'], kinds: ['class'] } }),
        ['Invoice'],
      );
      for (const filter of [{ languages: ['go'] }, { kinds: [] }, { paths: [] }, { paths: ['billing'] }])
        assert.deepEqual(await found('tax', by, { filter }), [], JSON.stringify(filter));
      assert.deepEqual(await found('amount', undefined, { filter: { paths: ['util/plain.ts'] } }), [
        'amountOf',
      ]);
    });

    it('gives as many as are asked for', async () => {
      const many = await found('amount', model(MONEY));
      assert.ok(many.length > 1);
      assert.deepEqual(await found('amount', model(MONEY), { limit: 1 }), many.slice(0, 1));
      assert.deepEqual(await found('amount', model(MONEY), { limit: 0 }), []);
    });

    for (const group of signalGroups)
      it(`finds what every other measure speaks for without ${group}`, async () => {
        const options = { without: [group] };
        assert.deepEqual(await found('sleep for milliseconds', model(TIME, 0.7), options), ['sleep']);
      });

    it('goes by meaning alone, and by words alone, when told to', async () => {
      const others = signalGroups.filter((group) => group !== 'vectors');
      assert.deepEqual(await found('amount', model(TIME, 0.7), { without: others }), ['sleep']);
      const unasked: QueryModel = { embed: () => assert.fail('the model was asked'), minimumSimilarity: 0 };
      assert.ok(!(await found('amount', unasked, { without: ['vectors'] })).includes('sleep'));
      assert.deepEqual(await found('amount', model(TIME), { without: signalGroups }), []);
    });

    it('ends when it is cancelled, before or while the model works', async () => {
      const search = (by: QueryModel, signal: AbortSignal): Promise<unknown> =>
        searchFolder(source, 'amount', by, everything, signal);
      await assert.rejects(search(model(MONEY), AbortSignal.abort()), { code: 'aborted' });
      await assert.rejects(search(undefined, AbortSignal.abort()), { code: 'aborted' });
      const control = new AbortController();
      const slow: QueryModel = {
        embed: () => {
          control.abort();
          return Promise.resolve(MONEY);
        },
        minimumSimilarity: 0,
      };
      await assert.rejects(search(slow, control.signal), { code: 'aborted' });
    });
  });

  describe(`searchSimilar in ${name}`, () => {
    let bench: LanceBench;
    let source: SearchSource;
    before(async () => {
      bench = new LanceBench(2);
      source = await open(bench);
    });
    after(() => bench.dispose());

    const found = async (
      sample: Partial<CodeSample>,
      options: Partial<SearchOptions> = {},
    ): Promise<string[]> => {
      const whole = { text: '', vector: undefined, minimumSimilarity: 0.3, isSelf: () => false, ...sample };
      return symbolsOf(await searchSimilar(source, whole, { ...everything, ...options }));
    };
    const text = 'amount * 1.19';

    it('puts what is most alike first, equal ones by path', async () => {
      assert.deepEqual(await found({ text, vector: MONEY }), ['surcharge', 'addTax', 'Invoice']);
    });

    it('leaves the sample itself out', async () => {
      const isSelf: CodeSample['isSelf'] = ({ symbol }) => symbol === 'addTax';
      assert.deepEqual(await found({ text, vector: MONEY, isSelf }), ['surcharge', 'Invoice']);
      assert.deepEqual(await found({ text, isSelf }), ['amountOf']);
    });

    it('goes by words without a vector, and by the vector alone with one', async () => {
      assert.deepEqual((await found({ text })).sort(), ['addTax', 'amountOf']);
      assert.ok(!(await found({ text, vector: MONEY })).includes('amountOf'));
    });

    it('leaves out what has little in common', async () => {
      assert.deepEqual(await found({ text, vector: MONEY, minimumSimilarity: 0.9 }), ['surcharge', 'addTax']);
      assert.deepEqual(await found({ text, vector: MONEY, minimumSimilarity: 1.1 }), []);
      assert.deepEqual(await found({ text: 'zebra' }), []);
      assert.deepEqual(await found({ text: '{}' }), []);
    });

    it('narrows by language, kind and path', async () => {
      assert.deepEqual(await found({ vector: MONEY }, { filter: { languages: ['python'] } }), ['surcharge']);
      assert.deepEqual(await found({ vector: MONEY }, { filter: { kinds: ['class'] } }), ['Invoice']);
      assert.deepEqual(await found({ text }, { filter: { paths: ['util/plain.ts'] } }), ['amountOf']);
      assert.deepEqual(await found({ text }, { filter: { paths: [] } }), []);
    });

    it('gives as many as are asked for', async () => {
      assert.deepEqual(await found({ text, vector: MONEY }, { limit: 2 }), ['surcharge', 'addTax']);
    });
  });
}

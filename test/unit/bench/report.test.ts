import assert from 'node:assert/strict';
import { retrievalPage } from '../../bench/retrieval/markdown';
import { describeMisses } from '../../bench/retrieval/misses';
import { parseRankerReport } from '../../bench/retrieval/rankerReport';
import { summarise } from '../../bench/retrieval/report';
import { ablations } from '../../bench/retrieval/variants';
import { sampleMeasurements, sampleVariants } from './sampleMeasurements';

describe('the report of the retrieval benchmark', () => {
  const report = summarise(sampleMeasurements(), sampleVariants);

  it('takes means over repositories, languages and the questions of a category', () => {
    const { ndcg, published, difference, languages, categories } = report.means;
    assert.deepEqual([ndcg, published, difference], [0.6667, 0.75, -0.0833]);
    assert.deepEqual(languages, { go: { repositories: 2, ndcg: 0.6667 } });
    assert.deepEqual(categories, {
      symbol: { questions: 2, ndcg: 0.75 },
      semantic: { questions: 1, ndcg: 0.5 },
      api: { questions: 1, ndcg: 1 },
    });
    assert.deepEqual(Object.keys(categories), ['symbol', 'semantic', 'api']);
    assert.deepEqual([report.questions, report.unanswerable], [4, 1]);
  });

  it('keeps the first query of each repository apart', () => {
    assert.deepEqual(report.repositories[0]?.query, { firstMs: 50, p50Ms: 3, p95Ms: 5 });
    assert.deepEqual(report.query, { p50Ms: 3, p95Ms: 5 });
  });

  it('compares every ablation with the full ranking', () => {
    assert.deepEqual(report.ablations, [
      { name: 'without names', without: ['names'], ndcg: 0.625, difference: -0.0417 },
    ]);
  });

  it('has no mean of the published figures when one is missing', () => {
    const [kite, boat] = sampleMeasurements();
    assert.ok(kite !== undefined && boat !== undefined);
    delete boat.repository.published;
    const { means } = summarise([kite, boat], []);
    assert.deepEqual([means.published, means.difference], [undefined, undefined]);
  });

  it('holds no path of the machine', () => {
    assert.doesNotMatch(JSON.stringify(report) + retrievalPage(report), /secret/);
  });
});

describe('the page of the retrieval benchmark', () => {
  const page = retrievalPage(summarise(sampleMeasurements(), sampleVariants));
  const row = (start: string): string | undefined => page.split('\n').find((line) => line.startsWith(start));

  it('has a line per repository and their mean', () => {
    assert.equal(row('| kite | go'), '| kite | go | 3 | 0.8333 | 0.8000 | +0.0333 |');
    assert.equal(row('| **mean** '), '| **mean** |  | **4** | **0.6667** | **0.7500** | **−0.0833** |');
  });

  it('has a line per ablation', () => {
    assert.equal(row('| without names'), '| without names | 0.6250 | −0.0417 |');
  });

  it('says what was measured and with which model', () => {
    assert.ok(page.includes('`tiny@1`'));
    assert.equal(row('| kite | o/kite'), '| kite | o/kite | `abc123` | `lib` |');
    assert.equal(row('| boat | o/kite'), '| boat | o/kite | `abc123` | all |');
  });

  it('shows what is not known as such', () => {
    assert.equal(row('| boat | 5'), '| boat | 5 | 60 | 2.0 | – | – | 40.0 | – | – |');
    assert.equal(row('| boat | 0.5'), '| boat | 0.5000 | – | – |');
  });

  it('has tables with as many cells in every line as in their heads', () => {
    for (const table of page.split('\n\n').filter((part) => part.startsWith('|'))) {
      const counts = new Set(
        table
          .trim()
          .split('\n')
          .map((line) => line.split('|').length),
      );
      assert.equal(counts.size, 1, table);
    }
  });

  it('shows what the training of the ranker found beside what was measured', () => {
    const ranker = parseRankerReport({
      leaveOneOut: { mean: 0.61, byRepository: { kite: 0.81 } },
      fitted: { mean: 0.71, byRepository: { kite: 0.91, boat: 0.51 } },
    });
    const lines = retrievalPage(summarise(sampleMeasurements(), [], ranker)).split('\n');
    const line = (start: string): string | undefined => lines.find((text) => text.startsWith(start));
    assert.match(line('| kite | go') ?? '', /\| \+0\.0333 \| 0\.8100 \| 0\.9100 \|$/);
    assert.match(line('| boat | go') ?? '', /\| – \| 0\.5100 \|$/);
    assert.match(line('| **mean** ') ?? '', /\*\*0\.6100\*\* \| \*\*0\.7100\*\* \|$/);
  });
});

describe('the report of the ranker’s training', () => {
  it('may have any of its members, and others', () => {
    assert.deepEqual(parseRankerReport({}), {});
    assert.deepEqual(parseRankerReport({ fitted: {}, weights: [1] }), { fitted: { byRepository: {} } });
  });

  for (const given of [
    undefined,
    null,
    5,
    [],
    { fitted: 0.8 },
    { leaveOneOut: { byRepository: { a: 'b' } } },
  ])
    it(`is refused as ${JSON.stringify(given)}`, () =>
      assert.throws(() => parseRankerReport(given), TypeError));
});

describe('the misses', () => {
  it('show what was expected and what was found for every question below 1', () => {
    const [kite] = sampleMeasurements();
    assert.ok(kite !== undefined);
    const text = describeMisses(kite);
    assert.match(text, /^kite: 1 of 3 questions below 1/);
    assert.match(text, /0\.500 {2}semantic: a semantic question\n {2}expected {2}2 {2}src\/a\.ts/);
    assert.match(text, / 1 {3}src\/b\.ts\n {3}2 \* src\/a\.ts/);
  });
});

describe('the ablations', () => {
  it('have names of their own', () => {
    assert.equal(new Set(ablations.map(({ name }) => name)).size, ablations.length);
  });

  it('end with the vectors alone', () => {
    const last = ablations.at(-1);
    assert.ok(last !== undefined && !last.without.includes('vectors'));
    assert.ok(last.without.includes('words'));
  });
});

import assert from 'node:assert/strict';
import { goalsOf, meets } from '../../../bench/duplicates/goals';
import { readJudged } from '../../../bench/duplicates/judged';
import { goalTable } from '../../../bench/duplicates/markdown';
import { type DuplicatesReport, seededReport } from '../../../bench/duplicates/report';

const seeded = seededReport({
  recall: new Map([
    ['T1', { found: 99, of: 100 }],
    ['T2', { found: 97, of: 100 }],
  ]),
  truePairs: 970,
  falsePairs: 20,
  unmapped: 10,
  decoys: 100,
  decoysOfNamesake: 1,
  falseWithDecoy: 5,
});

const report: DuplicatesReport = {
  ...seeded,
  seeds: [301],
  languages: ['ts'],
  speed: [
    {
      name: 'typeorm',
      chunks: 10,
      groups: 2,
      passMs: 400,
      jscpdMs: 1000,
      extraRssBytes: 50e6,
      longestHoldMs: 5,
    },
  ],
  measured: { seeds: '2026-01-02 03:04' },
  judged: {
    sampleSeed: 1,
    repositories: [{ name: 'celery', findings: 18, judged: 18, useful: 15, notUseful: { idiom: 3 } }],
  },
};

describe('the goals of the benchmark of duplicates', () => {
  const metOf = (figure: string): string | undefined =>
    goalTable(report)
      .split('\n')
      .find((line) => line.startsWith(`| ${figure} |`))
      ?.split(' | ')
      .at(-1)
      ?.replace(' |', '');

  it('are met, missed, met as far as they must, or not measured', () => {
    assert.equal(metOf('recall T1'), 'must');
    assert.equal(metOf('recall T2'), 'no');
    assert.equal(metOf('full pass ÷ jscpd, typeorm'), 'yes');
    assert.equal(metOf('decoys reported, share'), 'must');
    assert.equal(metOf('extra memory of the full pass, peak MB, spring-framework'), 'not measured');
  });

  it('count what covers no function against strict precision alone', () => {
    assert.equal(seeded.precision, 970 / 990);
    assert.equal(seeded.strictPrecision, 0.97);
  });

  it('ask for the same share where there are fewer findings than thirty', () => {
    const goal = goalsOf(report).find(({ figure }) => figure === 'useful of 18 findings, celery');
    assert.ok(goal);
    assert.equal(goal.must, 16);
    assert.equal(meets(goal, goal.measured, goal.must), false);
  });

  it('know every finding that a person judged as useful or of no use', () => {
    for (const { name, judged, useful, notUseful } of readJudged().repositories)
      assert.equal(useful + Object.values(notUseful).reduce((sum, count) => sum + count, 0), judged, name);
  });
});

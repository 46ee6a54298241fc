import assert from 'node:assert/strict';
import { worseThan } from '../../../bench/index/compare';
import { indexPage } from '../../../bench/index/markdown';
import { median, timesOf } from '../../../bench/index/report';
import { judge, verdictsOf } from '../../../bench/index/verdicts';
import { sampleReport, sampleWorkload } from './sampleReport';

describe('the figures of the indexer', () => {
  const judged = (changes: Parameters<typeof sampleWorkload>[0], figure: string): string | undefined => {
    const verdict = verdictsOf(sampleReport(sampleWorkload(changes))).find((item) => item.figure === figure);
    return verdict === undefined ? undefined : judge(verdict);
  };

  it('are all met where they are', () => {
    const verdicts = verdictsOf(sampleReport(sampleWorkload()));
    assert.ok(verdicts.length >= 9);
    assert.deepEqual(new Set(verdicts.map(judge)), new Set(['met']));
  });

  it('are not met beyond what must be, and met without the aim between the two', () => {
    assert.equal(judged({ coldRatio: 2.51 }, 'cold index ÷ parsing alone'), 'not met');
    assert.equal(judged({ coldRatio: 2.5 }, 'cold index ÷ parsing alone'), 'met, not the aim');
    assert.equal(judged({ storeBytes: 2_100_000 }, 'store ÷ source'), 'not met');
    assert.equal(judged({ wallSeconds: 41 }, 'chunks a second'), 'not met');
    const branchSwitch = { files: 9, embeddedThere: 100, embeddedBack: 2, hitRatio: 0.98, runs: 2 };
    assert.equal(judged({ branchSwitch }, '1,000 files and back, hits'), 'not met');
    assert.equal(judged({ branchSwitch }, '1,000 files at once, runs'), 'not met');
  });

  it('are left out where nothing was measured or asked', () => {
    assert.equal(judged({}, 'peak memory, upkeep included'), undefined);
    assert.equal(judged({ name: 'spring-framework' }, 'peak memory, upkeep included'), 'met');
    assert.equal(judged({ files: 50_000 }, 'reopened, ready'), undefined);
    assert.equal(
      judged({ limited: { peakMib: 551, files: 1, wallSeconds: 1 } }, 'peak memory with a limit of 500 MB'),
      'not met',
    );
  });

  it('are medians and percentiles', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.deepEqual(timesOf([1, 2, 3, 4]), { p50Ms: 2, p95Ms: 4, count: 4 });
  });
});

describe('the page of the indexer', () => {
  const page = indexPage(sampleReport(sampleWorkload(), sampleWorkload({ name: 'boat', coldRatio: 9 })));
  const rows = page.split('\n');

  it('has a column for each folder', () => {
    assert.ok(rows.includes('|  | kite | boat |'));
    assert.ok(rows.includes('| chunks | 4,000 | 4,000 |'));
    assert.ok(rows.includes('| cold index ÷ parsing alone | 1.00 | 9.00 |'));
  });

  it('says of each figure whether it is met', () => {
    assert.ok(rows.includes('| cold index ÷ parsing alone | boat | 9.00 | ≤ 2.5 | ≤ 1.5 | not met |'));
    assert.ok(rows.includes('| 100 files, from nothing | made tree | 2.00 s | ≤ 30 | ≤ 30 | met |'));
  });
});

describe('two runs of the indexer', () => {
  const baseline = sampleReport(sampleWorkload());

  it('are alike within a tenth', () => {
    assert.deepEqual(worseThan(baseline, sampleReport(sampleWorkload({ coldRatio: 1.09 }))), []);
    assert.deepEqual(worseThan(baseline, sampleReport(sampleWorkload({ name: 'new', coldRatio: 5 }))), []);
  });

  it('are not when a ratio is worse by more', () => {
    const { branchSwitch } = sampleWorkload();
    const worse = worseThan(
      baseline,
      sampleReport(
        sampleWorkload({
          coldRatio: 1.11,
          cpuRatio: 1.2,
          storeBytes: 900_000,
          branchSwitch: { ...branchSwitch, hitRatio: 0.9 },
        }),
      ),
    );
    assert.equal(worse.length, 4);
    assert.match(worse[0] ?? '', /^kite: cold index ÷ parsing alone was 1\.000 and is 1\.110\.$/);
  });
});

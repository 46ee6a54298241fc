import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector/promises';
import { longestRun } from '../../../bench/activation/hostProfile';
import type { Turn } from '../../../bench/activation/turnWatch';

const OURS = '/extensions/akin/';

/** Root 1 calls the host's 2 and our 3, which calls a library's 4 of the host; 5 is ours too, and in 6 nothing runs. */
function profileOf(samples: number[], timeDeltas = samples.map(() => 1000)): Profiler.Profile {
  const node = (
    id: number,
    functionName: string,
    url: string,
    children: number[] = [],
  ): Profiler.ProfileNode => ({
    id,
    callFrame: { functionName, scriptId: '1', url, lineNumber: 6, columnNumber: 0 },
    hitCount: 0,
    children,
  });
  return {
    nodes: [
      node(1, '(root)', '', [2, 3, 5, 6]),
      node(2, 'hostWork', 'file:///host.js'),
      node(3, 'activate', `file://${OURS}extension.js`, [4]),
      node(4, 'readFileSync', 'node:fs'),
      node(5, '', `file://${OURS}extension.js`),
      node(6, '(idle)', ''),
    ],
    startTime: 0,
    endTime: samples.length * 1000,
    samples,
    timeDeltas,
  };
}

const turnsAt = (...begins: number[]): Turn[] =>
  begins.map((beginUs) => ({ beginUs, ranUs: 0, waitedUs: 0 }));

describe('the longest run of an extension', () => {
  it('is told from what ran without a break, what its code waited for included', () =>
    assert.deepEqual(longestRun(profileOf([2, 3, 4, 4, 2, 5, 2]), OURS), {
      ms: 3,
      withWaitsMs: 3,
      workedMs: 3,
      where: 'activate extension.js:7',
    }));

  it('is broken by the work of the host', () => {
    const { ms, where } = longestRun(profileOf([5, 2, 5, 5, 2, 5, 2]), OURS);
    assert.equal(ms, 2);
    assert.equal(where, '(anonymous) extension.js:7');
  });

  it('is broken by the end of a turn of the event loop', () => {
    // The samples are taken at 1, 2, 3 … ms.
    assert.equal(longestRun(profileOf([3, 3, 3, 3, 3, 2]), OURS, turnsAt(2_500)).ms, 3);
    assert.equal(longestRun(profileOf([3, 3, 3, 3, 3, 2]), OURS, turnsAt(500, 2_500, 4_500, 4_600)).ms, 1.5);
  });

  it('ends with its turn, also where the profiler looks again much later', () => {
    // The samples are taken at 1, 2 and 22 ms.
    const profile = profileOf([3, 3, 2], [1_000, 1_000, 20_000]);
    assert.equal(longestRun(profile, OURS, turnsAt(500, 4_500, 21_000)).ms, 3.5);
    assert.equal(longestRun(profile, OURS, turnsAt(500, 4_500, 21_000)).withWaitsMs, 3.5);
  });

  it('is nothing where the extension did not run', () => {
    const nothing = { ms: 0, withWaitsMs: 0, workedMs: 0, where: '' };
    assert.deepEqual(longestRun(profileOf([2, 2, 2]), OURS), nothing);
    assert.deepEqual(longestRun(profileOf([]), OURS), nothing);
  });

  it('says how much of it the thread worked, in the run where that is most', () => {
    const turns = [
      { beginUs: 0, ranUs: 5_000, waitedUs: 0 },
      { beginUs: 4_500, ranUs: 5_500, waitedUs: 0 },
      { beginUs: 6_500, ranUs: 6_700, waitedUs: 0 },
      { beginUs: 9_500, ranUs: 8_700, waitedUs: 0 },
    ];
    // The samples are taken at 1, 2, 3 … ms: the first run of 3.5 ms was asleep for most of it.
    const { ms, workedMs } = longestRun(profileOf([3, 3, 3, 3, 3, 3, 2, 3, 3]), OURS, turns);
    assert.equal(ms, 3.5);
    assert.equal(workedMs, 1.2);
  });

  describe('leaves out what the thread waited for a processor', () => {
    /** The waits are noted at the begin of the first turn, at 0 ms, and of the last, at 100 ms. */
    const runOf = (
      samples: number[],
      gaps: number[],
      waitedUs: number,
    ): { ms: number; withWaitsMs: number } => {
      const turns = [
        { beginUs: 0, ranUs: 0, waitedUs: 7_000 },
        { beginUs: 100_000, ranUs: 0, waitedUs: 7_000 + waitedUs },
      ];
      // The first difference is that to the start.
      return longestRun(profileOf(samples, [500, ...gaps]), OURS, turns);
    };

    it('where a gap between samples shows it', () => {
      const { ms, withWaitsMs } = runOf([3, 3, 3, 2], [500, 20_500, 500], 20_000);
      assert.deepEqual([ms, withWaitsMs], [1.5, 21.5]);
    });

    it('no more than it waited: a call that blocks is a gap, too', () =>
      assert.equal(runOf([3, 3, 3, 2], [500, 20_500, 500], 4_000).ms, 17.5));

    it('no more than the gaps: there it ran', () =>
      assert.equal(runOf([3, 3, 3, 2], [900, 5_500, 900], 20_000).ms, 2.3));

    it('not what others waited, or the thread before it ran', () => {
      assert.equal(runOf([2, 3, 3, 2], [6_500, 8_500, 500], 6_000).ms, 9);
      assert.equal(runOf([6, 3, 3, 2], [6_500, 8_500, 500], 6_000).ms, 9);
      assert.equal(runOf([6, 6, 3, 2], [6_500, 500, 8_500], 6_000).ms, 2.5, 'nobody waits while idle');
    });

    it('once', () => assert.equal(runOf([3, 2, 3, 2], [8_500, 500, 8_500], 8_000).ms, 8.5));

    it('but not where the system does not tell', () =>
      assert.equal(runOf([3, 3, 3, 2], [500, 20_500, 500], 0).ms, 21.5));
  });
});

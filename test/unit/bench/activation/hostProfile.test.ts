import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector/promises';
import { longestRun } from '../../../bench/activation/hostProfile';

const OURS = '/extensions/akin/';

/** Root 1 calls the host's 2 and our 3, which calls a library's 4 of the host; 5 is ours too. */
function profileOf(samples: number[]): Profiler.Profile {
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
      node(1, '(root)', '', [2, 3, 5]),
      node(2, 'hostWork', 'file:///host.js'),
      node(3, 'activate', `file://${OURS}extension.js`, [4]),
      node(4, 'readFileSync', 'node:fs'),
      node(5, '', `file://${OURS}extension.js`),
    ],
    startTime: 0,
    endTime: samples.length * 1000,
    samples,
    timeDeltas: samples.map(() => 1000),
  };
}

describe('the longest run of an extension', () => {
  it('is told from what ran without a break, what its code waited for included', () =>
    assert.deepEqual(longestRun(profileOf([2, 3, 4, 4, 2, 5, 2]), OURS), {
      ms: 3,
      where: 'activate extension.js:7',
    }));

  it('is broken by the work of the host', () => {
    const { ms, where } = longestRun(profileOf([5, 2, 5, 5, 2, 5, 2]), OURS);
    assert.equal(ms, 2);
    assert.equal(where, '(anonymous) extension.js:7');
  });

  it('is broken by the end of a turn of the event loop', () => {
    // The samples are taken at 1, 2, 3 … ms.
    assert.equal(longestRun(profileOf([3, 3, 3, 3, 3, 2]), OURS, [2_500]).ms, 3);
    assert.equal(longestRun(profileOf([3, 3, 3, 3, 3, 2]), OURS, [500, 2_500, 4_500, 4_600]).ms, 2);
  });

  it('is nothing where the extension did not run', () => {
    assert.deepEqual(longestRun(profileOf([2, 2, 2]), OURS), { ms: 0, where: '' });
    assert.deepEqual(longestRun(profileOf([]), OURS), { ms: 0, where: '' });
  });
});

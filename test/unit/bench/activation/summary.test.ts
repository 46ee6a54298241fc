import assert from 'node:assert/strict';
import type { ProbeFacts } from '../../../bench/activation/facts';
import { summarise } from '../../../bench/activation/summary';

function runOf(activationMs: number, hostDelayMs: number, akinMs?: number): ProbeFacts {
  const byAkin =
    akinMs === undefined
      ? {}
      : { byAkin: { ms: akinMs, withWaitsMs: 2 * akinMs, workedMs: akinMs / 2, where: `at ${akinMs}` } };
  return {
    activationMs,
    activationCpuMs: activationMs / 2,
    activeBefore: true,
    phases: [{ name: 'searches', hostDelayMs, ...byAkin }],
  };
}

describe('the figures of activation', () => {
  it('take times from timed runs and runs of the extension from profiled ones', () => {
    const timed = [runOf(90, 5), runOf(40, 9), runOf(60, 7)];
    const profiled = [runOf(999, 999, 3), runOf(999, 999, 8), runOf(999, 999, 2.04)];
    assert.deepEqual(summarise(timed, profiled), {
      activationMs: { median: 60, least: 40, most: 90 },
      activationCpuMs: { median: 30, least: 20, most: 45 },
      phases: [
        {
          name: 'searches',
          akinMs: { median: 3, least: 2, most: 8 },
          akinWithWaitsMs: { median: 6, least: 4.1, most: 16 },
          akinWorkedMs: { median: 1.5, least: 1, most: 4 },
          hostDelayMs: { median: 7, least: 5, most: 9 },
          where: 'at 8',
        },
      ],
    });
  });

  it('are not made up without runs', () => {
    assert.throws(() => summarise([], [runOf(1, 1, 1)]), /no timed run/);
    assert.throws(() => summarise([runOf(1, 1)], [runOf(1, 1)]), /nothing to sum up/);
  });
});

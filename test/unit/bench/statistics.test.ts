import assert from 'node:assert/strict';
import { parseStatus } from '../../bench/processMemory';
import { mean, percentile } from '../../bench/statistics';

describe('statistics of a benchmark', () => {
  it('take the nearest rank for a percentile, in any order', () => {
    const values = [5, 1, 4, 2, 3];
    assert.equal(percentile(values, 0.5), 3);
    assert.equal(percentile(values, 0.95), 5);
    assert.equal(percentile(values, 0), 1);
    assert.equal(percentile([7], 0.95), 7);
    assert.deepEqual(values, [5, 1, 4, 2, 3]);
  });

  it('have no value for nothing', () => {
    assert.ok(Number.isNaN(percentile([], 0.5)));
    assert.ok(Number.isNaN(mean([])));
  });
});

describe('the memory of a process', () => {
  it('is read in MiB from its status', () => {
    const status = 'Name:\tnode\nVmHWM:\t  409600 kB\nVmRSS:\t  204800 kB\nThreads:\t11\n';
    assert.deepEqual(parseStatus(status), { now: 200, peak: 400 });
  });

  it('is unknown where the status does not say it', () => {
    assert.equal(parseStatus('Name:\tnode\nVmRSS:\t  204800 kB\n'), undefined);
    assert.equal(parseStatus(''), undefined);
  });
});

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Throughput } from '../../../server/src/indexing/throughput';

describe('throughput', () => {
  it('is unknown until two steps were made, and again when they are long ago', () => {
    let now = 0;
    const throughput = new Throughput(() => now);
    assert.equal(throughput.perSecond(), undefined);
    throughput.add(100);
    assert.equal(throughput.perSecond(), undefined);
    now = 2_000;
    throughput.add(50);
    assert.equal(throughput.perSecond(), 25);
    now = 60_000;
    assert.equal(throughput.perSecond(), undefined);
  });

  it('is no infinite number for two steps at once', () => {
    const throughput = new Throughput(() => 0);
    throughput.add(1);
    throughput.add(1);
    assert.equal(throughput.perSecond(), undefined);
  });

  it('does not mind a clock of the machine that is set back', () => {
    let wall = Date.now();
    const clock = mock.method(Date, 'now', () => (wall -= 3_600_000));
    try {
      const throughput = new Throughput();
      throughput.add(1);
      throughput.add(1);
      const from = performance.now();
      while (performance.now() === from);
      const rate = throughput.perSecond();
      assert.ok(rate !== undefined && rate > 0, String(rate));
    } finally {
      clock.mock.restore();
    }
  });
});

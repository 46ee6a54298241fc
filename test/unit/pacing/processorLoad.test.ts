import assert from 'node:assert/strict';
import {
  ProcessorLoad,
  type ProcessorTimes,
  realProcessorTimes,
} from '../../../server/src/pacing/processorLoad';

/** A load over given readings; `undefined` fails. */
function loadOver(readings: (ProcessorTimes | undefined)[]): ProcessorLoad {
  return new ProcessorLoad(() => {
    const next = readings.shift();
    if (next === undefined) throw new Error('no /proc/stat');
    return next;
  });
}

describe('the load by other programs', () => {
  it('is what the processors do beside this process', () => {
    const load = loadOver([
      { busyMs: 1_000, idleMs: 1_000, ownMs: 500 },
      { busyMs: 2_500, idleMs: 1_500, ownMs: 1_500 },
    ]);
    assert.equal(load.othersShare(), 0);
    assert.equal(load.othersShare(), 0.25);
  });

  it('is none where this process does it all, even when the counters round differently', () => {
    const load = loadOver([
      { busyMs: 0, idleMs: 0, ownMs: 0 },
      { busyMs: 1_000, idleMs: 1_000, ownMs: 1_004 },
    ]);
    load.othersShare();
    assert.equal(load.othersShare(), 0);
  });

  it('waits for a span that says something', () => {
    const load = loadOver([
      { busyMs: 0, idleMs: 0, ownMs: 0 },
      { busyMs: 10, idleMs: 0, ownMs: 0 },
      { busyMs: 500, idleMs: 500, ownMs: 0 },
    ]);
    load.othersShare();
    assert.equal(load.othersShare(), 0);
    assert.equal(load.othersShare(), 0.5);
  });

  it('begins anew after counters that went back', () => {
    const load = loadOver([
      { busyMs: 9_000, idleMs: 9_000, ownMs: 0 },
      { busyMs: 100, idleMs: 100, ownMs: 0 },
      { busyMs: 600, idleMs: 600, ownMs: 0 },
    ]);
    load.othersShare();
    assert.equal(load.othersShare(), 0);
    assert.equal(load.othersShare(), 0.5);
  });

  it('stays as it was when nothing can be read', () => {
    const load = loadOver([
      { busyMs: 0, idleMs: 0, ownMs: 0 },
      { busyMs: 500, idleMs: 500, ownMs: 0 },
      undefined,
    ]);
    load.othersShare();
    load.othersShare();
    assert.equal(load.othersShare(), 0.5);
  });

  it('has figures of this machine to read', () => {
    const { busyMs, idleMs, ownMs } = realProcessorTimes();
    assert.ok(busyMs > 0 && idleMs > 0 && ownMs > 0);
  });
});

import assert from 'node:assert/strict';
import { steadyClock } from '../../../server/src/pacing/steadyClock';
import { ManualClock } from './manualClock';

describe('a steady clock', () => {
  it('goes with the clock underneath', () => {
    const clock = new ManualClock();
    const now = steadyClock(clock.read);
    clock.advance(250);
    assert.equal(now(), 250);
  });

  it('stands still while the clock is set back, and goes on from there', () => {
    const clock = new ManualClock();
    const now = steadyClock(clock.read);
    clock.advance(100);
    assert.equal(now(), 100);
    clock.advance(-3_600_000);
    assert.equal(now(), 100);
    clock.advance(5);
    assert.equal(now(), 105);
  });
});

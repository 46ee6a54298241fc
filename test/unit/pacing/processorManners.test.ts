import assert from 'node:assert/strict';
import type { Power } from '../../../server/src/pacing/powerSource';
import { ProcessorManners } from '../../../server/src/pacing/processorManners';
import { ManualClock } from './manualClock';

describe('manners with the processor', () => {
  let clock: ManualClock;
  let power: Power;
  let manners: ProcessorManners;
  beforeEach(() => {
    clock = new ManualClock();
    power = 'mains';
    const duty = { rest: 0.8, typing: 0.25, battery: 0.5 };
    manners = new ProcessorManners({ duty, power: () => power, clock: clock.read });
  });

  it('rest in proportion to the work', () => {
    assert.equal(Math.round(manners.restMs(400)), 100);
    assert.equal(manners.restMs(0), 0);
  });

  it('rest more while someone types, until he stops', () => {
    manners.noteTyping();
    assert.equal(manners.restMs(100), 300);
    assert.match(manners.share().reason, /types/);
    clock.advance(2_000);
    assert.equal(Math.round(manners.restMs(100)), 25);
  });

  it('rest more on battery, and as the strictest of all asks', () => {
    power = 'battery';
    assert.equal(manners.restMs(100), 100);
    manners.noteTyping();
    assert.equal(manners.restMs(100), 300);
  });

  it('never rest long', () => {
    manners.noteTyping();
    assert.equal(manners.restMs(60_000), 2_000);
  });

  it('do not take a clock that is set back for typing that never ends', () => {
    manners.noteTyping();
    clock.advance(-3_600_000);
    assert.equal(manners.isTyping, true);
    clock.advance(2_000);
    assert.equal(manners.isTyping, false);
  });

  it('need no rest where the profile asks for none', () => {
    const eager = new ProcessorManners({
      duty: { rest: 1, typing: 1, battery: 1 },
      power: () => 'battery',
      clock: clock.read,
    });
    eager.noteTyping();
    assert.equal(eager.restMs(1_000), 0);
  });
});

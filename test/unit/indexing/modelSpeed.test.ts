import assert from 'node:assert/strict';
import { ModelSpeed } from '../../../server/src/indexing/modelSpeed';
import { RecordingLogger } from '../base/recordingLogger';

describe('ModelSpeed', () => {
  let logger: RecordingLogger;
  let speed: ModelSpeed;
  beforeEach(() => {
    logger = new RecordingLogger();
    speed = new ModelSpeed(logger);
  });

  it('is not slow before anything was embedded, nor by a few texts', () => {
    assert.equal(speed.isSlow, false);
    speed.judge(63, 60_000, 1);
    assert.equal(speed.isSlow, false);
  });

  it('is slow when the rest waits for it three times in a row, told once, and no longer when it has caught up', () => {
    const isSlow = [1, 2, 3, 4].map(() => {
      speed.judge(100, 1_000, 100);
      return speed.isSlow;
    });
    assert.deepEqual(isSlow, [false, false, true, true]);
    assert.equal(logger.lines.length, 1);
    speed.judge(1_000, 1_000, 100);
    assert.equal(speed.isSlow, false);
  });

  it('is not slow for a busy moment of the machine', () => {
    for (const tookMs of [1_000, 1_000, 10, 1_000, 1_000]) speed.judge(100, tookMs, 100);
    assert.equal(speed.isSlow, false);
  });

  it('is not slow where everything is', () => {
    speed.judge(100, 1_000, 900);
    assert.equal(speed.isSlow, false);
  });
});

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

  it('is slow when the rest waits for it, told once, and no longer when it has caught up', () => {
    speed.judge(100, 1_000, 100);
    speed.judge(100, 1_000, 100);
    assert.equal(speed.isSlow, true);
    assert.equal(logger.lines.length, 1);
    speed.judge(1_000, 1_000, 100);
    assert.equal(speed.isSlow, false);
  });

  it('is not slow where everything is', () => {
    speed.judge(100, 1_000, 900);
    assert.equal(speed.isSlow, false);
  });
});

import assert from 'node:assert/strict';
import { ModelHealth, RETRY_MODEL_MS } from '../../../server/src/indexing/modelHealth';

describe('the health of a model', () => {
  let now = 0;
  let health: ModelHealth;
  beforeEach(() => {
    now = 0;
    health = new ModelHealth(() => now);
  });

  it('is good at first', () => {
    assert.deepEqual([health.isUsable, health.failure, health.worked()], [true, undefined, false]);
  });

  it('is bad after a failure, until a try is due', () => {
    health.failedNow('no memory');
    now = RETRY_MODEL_MS - 1;
    assert.deepEqual([health.isUsable, health.failure], [false, 'no memory']);
    now = RETRY_MODEL_MS;
    assert.deepEqual([health.isUsable, health.failure], [true, 'no memory'], 'nobody has seen it work yet');
  });

  it('is bad for as long again after one more failure', () => {
    health.failedNow('no memory');
    now = RETRY_MODEL_MS;
    health.failedNow('still none');
    assert.deepEqual([health.isUsable, health.failure], [false, 'still none']);
  });

  it('is good once it has worked, which is told once', () => {
    health.failedNow('no memory');
    assert.deepEqual([health.worked(), health.worked()], [true, false]);
    assert.deepEqual([health.isUsable, health.failure], [true, undefined]);
  });
});

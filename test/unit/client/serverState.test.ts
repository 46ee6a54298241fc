import assert from 'node:assert/strict';
import { isSettled } from '../../../client/src/serverState';
import { running } from './statuses';

describe('isSettled', () => {
  it('is true once all files have been read', () => {
    assert.ok(isSettled(running({ state: 'ready' })));
    for (const degradedBy of ['model', 'store'] as const)
      assert.ok(isSettled(running({ state: 'degraded', degradedBy })));
  });

  it('is false while indexing has stopped for want of memory: views would ask anew at every status', () =>
    assert.ok(!isSettled(running({ state: 'degraded', degradedBy: 'memory' }))));

  it('is false while more may be found, or nothing answers', () => {
    for (const state of ['starting', 'indexing', 'paused', 'error'] as const)
      assert.ok(!isSettled(running({ state })));
    assert.ok(!isSettled({ kind: 'starting', restarts: 0 }));
    assert.ok(!isSettled({ kind: 'failed', message: 'x' }));
    assert.ok(!isSettled({ kind: 'off', reason: 'disabled' }));
  });
});

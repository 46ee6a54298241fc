import assert from 'node:assert/strict';
import { isPartial } from '../../../client/src/serverState';
import { running } from './statuses';

describe('isPartial', () => {
  it('is true while files are still to be read', () => {
    assert.ok(isPartial({ kind: 'starting', restarts: 0 }));
    assert.ok(isPartial(running({ state: 'indexing' })));
    assert.ok(isPartial(running({ state: 'paused', filesDone: 1, filesTotal: 2 })));
  });

  it('is false when nothing more is to come', () => {
    assert.ok(!isPartial(running({ state: 'ready' })));
    assert.ok(!isPartial({ kind: 'failed', message: 'x' }));
    assert.ok(!isPartial({ kind: 'off', reason: 'disabled' }));
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isProcessAlive } from '../../../server/src/base/isProcessAlive';

describe('isProcessAlive', () => {
  it('knows those that run', () => {
    assert.ok(isProcessAlive(process.pid));
    assert.ok(isProcessAlive(process.ppid));
  });

  it('knows those that have ended, and what is no number of one', () => {
    assert.ok(!isProcessAlive(spawnSync(process.execPath, ['--version']).pid));
    for (const pid of [0, -1, 1.5, Number.NaN]) assert.ok(!isProcessAlive(pid), String(pid));
  });
});

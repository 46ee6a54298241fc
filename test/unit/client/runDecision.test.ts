import assert from 'node:assert/strict';
import { decideRun } from '../../../client/src/runDecision';

const folder = (scheme: string, enabled = true) => ({ scheme, enabled });

describe('decideRun', () => {
  it('starts for one enabled folder on disk among others', () =>
    assert.deepEqual(decideRun([folder('vscode-vfs'), folder('file', false), folder('file')]), {
      run: true,
    }));

  it('does not start without a folder', () =>
    assert.deepEqual(decideRun([]), { run: false, reason: 'noFolder' }));

  it('does not start for folders that are not on disk', () =>
    assert.deepEqual(decideRun([folder('vscode-vfs')]), { run: false, reason: 'virtual' }));

  it('does not start when all folders on disk are turned off', () =>
    assert.deepEqual(decideRun([folder('file', false), folder('vscode-vfs')]), {
      run: false,
      reason: 'disabled',
    }));
});

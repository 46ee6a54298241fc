import assert from 'node:assert/strict';
import { atRest } from '../../../../server/src/cli/commands/status';
import type { EngineStatus } from '../../../../server/src/engine/engineTypes';

const paused: EngineStatus = {
  state: 'paused',
  filesDone: 2,
  filesTotal: 2,
  chunks: 3,
  updates: 0,
  stage: 'Paused',
  skipped: {},
  storeBytes: 0,
  model: 'm',
};

describe('the state that `akin status` tells', () => {
  it('is ready once all is indexed, also where another process keeps it up to date', () => {
    for (const message of [undefined, 'Another window keeps this index up to date.']) {
      const { state, stage } = atRest({ ...paused, ...(message !== undefined && { message }) });
      assert.deepEqual([state, stage], ['ready', 'Up to date']);
    }
  });

  it('is degraded where something does not work, and keeps what', () => {
    const message = 'Search works by keywords only. It is damaged.';
    const status = atRest({ ...paused, degradedBy: 'model', message });
    assert.deepEqual([status.state, status.degradedBy, status.message], ['degraded', 'model', message]);
  });

  it('is out of date while files wait', () => {
    const status = atRest({ ...paused, filesTotal: 5, degradedBy: 'store', message: 'In memory only.' });
    assert.deepEqual(
      [status.state, status.stage, status.degradedBy, status.message],
      ['paused', 'Out of date', 'store', '3 files to index; run akin index. In memory only.'],
    );
  });
});

import assert from 'node:assert/strict';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { LeveledLogger } from '../../../server/src/base/logger';
import { StatusLog } from '../../../server/src/lsp/statusLog';

const status = (
  state: IndexStatus['state'],
  filesDone: number,
  filesTotal = filesDone,
  degradedBy?: IndexStatus['degradedBy'],
): IndexStatus => ({
  state,
  ...(degradedBy !== undefined && { degradedBy }),
  filesDone,
  filesTotal,
  chunks: filesDone * 3,
  updates: 0,
  stage: '',
  skipped: {},
  storeBytes: 0,
  model: '',
});

describe('StatusLog', () => {
  let lines: string[];
  let log: StatusLog;
  beforeEach(() => {
    lines = [];
    log = new StatusLog(new LeveledLogger((level, message) => lines.push(`${level}: ${message}`)));
  });

  it('writes a line when indexing comes to rest, once', () => {
    for (const [state, files] of [
      ['starting', 0],
      ['indexing', 3],
      ['ready', 7],
      ['ready', 7],
    ] as const)
      log.update(status(state, files));
    assert.deepEqual(lines, ['info: Up to date: 7 files, 21 chunks.']);
  });

  it('writes one each time', () => {
    for (const state of ['ready', 'indexing', 'ready'] as const) log.update(status(state, 1));
    assert.equal(lines.length, 2);
  });

  it('tells what came to an end before all was read', () => {
    log.update(status('paused', 2, 9));
    log.update(status('error', 2, 9));
    assert.deepEqual(lines, [
      'info: Paused: 2 of 9 files, 6 chunks.',
      'info: Stopped: 2 of 9 files, 6 chunks.',
    ]);
  });

  it('tells what does not work', () => {
    log.update(status('degraded', 9, 9, 'model'));
    log.update(status('degraded', 2, 9, 'memory'));
    log.update(status('degraded', 2, 9, 'memory'));
    log.update(status('degraded', 9, 9, 'store'));
    assert.deepEqual(lines, [
      'info: Up to date, for searches by keywords only: 9 files, 27 chunks.',
      'info: Stopped to save memory: 2 of 9 files, 6 chunks.',
      'info: Up to date, in memory only: 9 files, 27 chunks.',
    ]);
  });
});

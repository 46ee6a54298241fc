import assert from 'node:assert/strict';
import type { DegradedBy, EngineStatus } from '../../../../server/src/engine/engineTypes';
import { describeStatus } from '../../../../server/src/mcp/tools/status';

const status: EngineStatus = {
  state: 'ready',
  filesDone: 2,
  filesTotal: 9,
  chunks: 3,
  updates: 4,
  stage: 'Up to date',
  skipped: { binary: 1 },
  storeBytes: 0,
  model: 'm',
};

describe('the status for agents', () => {
  it('says in words what does not work', () => {
    const first = (degradedBy: DegradedBy, stage: string): string | undefined =>
      describeStatus({ ...status, state: 'degraded', degradedBy, stage }, ['/one']).text.split('\n')[0];
    assert.equal(
      first('model', 'Up to date'),
      'Up to date (degraded: search by keywords only): 2 of 9 files, 3 chunks in /one.',
    );
    assert.match(
      first('memory', 'Stopped') ?? '',
      /^Stopped \(degraded: indexing has stopped to save memory\)/,
    );
    assert.match(
      first('store', 'Up to date') ?? '',
      /^Up to date \(degraded: the index is kept in memory only\)/,
    );
  });

  it('has the cause among its values, and no other of the engine', () => {
    const { structured } = describeStatus({ ...status, state: 'indexing', degradedBy: 'model' }, ['/one']);
    assert.deepEqual(structured, {
      state: 'indexing',
      degradedBy: 'model',
      stage: 'Up to date',
      filesDone: 2,
      filesTotal: 9,
      chunks: 3,
      skipped: { binary: 1 },
      model: 'm',
      folders: ['/one'],
    });
  });

  it('tells what was left out and what is wrong, each on a line', () => {
    const { text } = describeStatus({ ...status, message: 'Another window writes.' }, ['/one', '/two']);
    assert.equal(
      text,
      'Up to date (ready): 2 of 9 files, 3 chunks in /one, /two.\nLeft out: 1 binary.\nAnother window writes.',
    );
  });
});

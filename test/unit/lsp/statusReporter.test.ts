import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { StatusReporter } from '../../../server/src/lsp/statusReporter';

describe('StatusReporter', () => {
  const status = (filesDone: number): IndexStatus => ({
    state: 'indexing',
    filesDone,
    filesTotal: 9,
    chunks: 0,
    updates: 0,
    stage: 'Indexing',
    skipped: {},
    storeBytes: 0,
    model: '',
  });

  it('sends the latest of many changes, once, and the same status never twice', async () => {
    const sent: number[] = [];
    const events = new EventEmitter();
    let done = 0;
    let reads = 0;
    const reporter = new StatusReporter(
      () => {
        reads++;
        events.emit('read');
        return status(done);
      },
      ({ filesDone }) => sent.push(filesDone),
      1,
    );
    const round = async (): Promise<void> => {
      const read = once(events, 'read');
      reporter.changed();
      reporter.changed();
      await read;
    };
    done = 1;
    await round();
    await round();
    done = 2;
    await round();
    reporter.dispose();
    reporter.changed();
    assert.deepEqual([sent, reads], [[1, 2], 3]);
  });

  it('sends at once what it is when all is done, and nothing after that', () => {
    const sent: number[] = [];
    const never = 1_000_000;
    let done = 0;
    const reporter = new StatusReporter(
      () => status(done),
      ({ filesDone }) => sent.push(filesDone),
      never,
    );
    reporter.changed();
    assert.deepEqual(sent, []);
    done = 9;
    reporter.changed(true);
    reporter.changed(true);
    assert.deepEqual(sent, [9]);
    reporter.dispose();
    done = 10;
    reporter.changed(true);
    assert.deepEqual(sent, [9]);
  });
});

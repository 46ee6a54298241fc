import assert from 'node:assert/strict';
import { AkinError } from '../../../server/src/base/errors';
import { TaskLane } from '../../../server/src/engine/taskLane';
import { never } from '../signals';

describe('task lane', () => {
  let errors: unknown[];
  let done: number;
  let lane: TaskLane;
  beforeEach(() => {
    errors = [];
    done = 0;
    lane = new TaskLane(
      (error) => errors.push(error),
      () => done++,
    );
  });

  it('runs one task after another', async () => {
    const steps: string[] = [];
    for (const name of ['a', 'b'])
      lane.add(never, async () => {
        steps.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        steps.push(`${name} ends`);
      });
    assert.equal(lane.size, 2);
    await lane.whenDone();
    assert.deepEqual(steps, ['a begins', 'a ends', 'b begins', 'b ends']);
    assert.deepEqual([lane.size, done], [0, 2]);
  });

  it('tells of what a task throws and goes on', async () => {
    const error = new Error('broken');
    let ran = false;
    lane.add(never, () => Promise.reject(error));
    lane.add(never, () => {
      ran = true;
      return Promise.resolve();
    });
    await lane.whenDone();
    assert.deepEqual(errors, [error]);
    assert.ok(ran);
  });

  it('skips tasks whose time is over, and takes an abort for no error', async () => {
    const control = new AbortController();
    lane.add(control.signal, () => {
      control.abort();
      return Promise.reject(new AkinError('aborted', 'cancelled'));
    });
    lane.add(control.signal, () => assert.fail('was run'));
    await lane.whenDone();
    assert.deepEqual([errors, done], [[], 2]);
  });
});

import assert from 'node:assert/strict';
import { IndexQueue, Priority } from '../../../server/src/indexing/indexQueue';
import { never } from '../signals';

const { background, foreground } = Priority;

describe('index queue', () => {
  it('gives the foreground first, each in the order it came, each path once', () => {
    const queue = new IndexQueue();
    for (const path of ['a', 'b', 'a', 'c']) queue.push(path, background);
    queue.push('x', foreground);
    queue.push('b', foreground);
    queue.push('x', background);
    assert.equal(queue.size, 4);
    assert.deepEqual([...queue.paths()], ['x', 'b', 'a', 'c']);
    assert.deepEqual(queue.take(3), ['x', 'b', 'a']);
    assert.deepEqual(queue.take(3), ['c']);
    assert.deepEqual(queue.take(3), []);
    assert.equal(queue.size, 0);
  });

  it('takes a path again that was taken out before', () => {
    const queue = new IndexQueue();
    queue.push('a', background);
    assert.deepEqual(queue.take(1), ['a']);
    queue.push('a', background);
    assert.ok(queue.has('a'));
    assert.deepEqual(queue.take(1), ['a']);
    assert.ok(!queue.has('a'));
  });

  it('wakes all who wait when something comes', async () => {
    const queue = new IndexQueue();
    const waiting = [queue.wait(never), queue.wait(never)];
    queue.push('a', background);
    await Promise.all(waiting);
    await queue.wait(never);
  });

  it('lets go who waits when it is woken, or on the signal', async () => {
    const queue = new IndexQueue();
    const waiting = queue.wait(never);
    queue.wake();
    await waiting;
    const controller = new AbortController();
    const aborted = queue.wait(controller.signal);
    controller.abort();
    await assert.rejects(aborted, { code: 'aborted' });
  });

  it('is empty after it was cleared', () => {
    const queue = new IndexQueue();
    queue.push('a', background);
    queue.push('b', foreground);
    queue.clear();
    assert.deepEqual(queue.take(9), []);
  });
});

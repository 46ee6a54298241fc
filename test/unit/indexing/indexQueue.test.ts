import assert from 'node:assert/strict';
import { IndexQueue } from '../../../server/src/indexing/indexQueue';
import { never } from '../signals';

describe('index queue', () => {
  it('gives the higher priority first, each in the order it came, each path once', () => {
    const queue = new IndexQueue();
    for (const path of ['a', 'b', 'a', 'c']) queue.push(path, 10);
    queue.push('x', 20);
    queue.push('b', 20);
    queue.push('x', 10);
    assert.equal(queue.size, 4);
    assert.deepEqual([...queue.paths()].sort(), ['a', 'b', 'c', 'x']);
    assert.deepEqual(queue.take(3), ['x', 'b', 'a']);
    assert.deepEqual(queue.take(3), ['c']);
    assert.deepEqual(queue.take(3), []);
    assert.equal(queue.size, 0);
  });

  it('puts priorities in order that come in any order', () => {
    const queue = new IndexQueue();
    const priorities = [3, 9_500, 0, -1, 7_999, 4, 8_000, 2.5];
    for (const priority of priorities) queue.push(String(priority), priority);
    assert.equal(queue.highest, 9_500);
    const inOrder = [...priorities].sort((a, b) => b - a).map(String);
    assert.deepEqual(queue.take(99), inOrder);
    assert.equal(queue.highest, undefined);
  });

  it('moves a path ahead and never back', () => {
    const queue = new IndexQueue();
    for (const path of ['a', 'b', 'c']) queue.push(path, 1);
    queue.push('c', 5);
    queue.push('c', 2);
    assert.equal(queue.highest, 5);
    assert.deepEqual(queue.take(1), ['c']);
    assert.equal(queue.highest, 1, 'nothing is left of a priority whose only path was taken');
    queue.push('b', 7);
    queue.push('b', 9);
    assert.deepEqual(queue.take(9), ['b', 'a']);
  });

  it('takes none of a lower priority than is asked for', () => {
    const queue = new IndexQueue();
    queue.push('low', 1);
    queue.push('high', 8);
    queue.push('higher', 9);
    assert.deepEqual(queue.take(9, 8), ['higher', 'high']);
    assert.deepEqual(queue.take(9, 8), []);
    assert.deepEqual(queue.take(9), ['low']);
  });

  it('takes a path again that was taken out before', () => {
    const queue = new IndexQueue();
    queue.push('a', 1);
    assert.deepEqual(queue.take(1), ['a']);
    queue.push('a', 1);
    assert.ok(queue.has('a'));
    assert.deepEqual(queue.take(1), ['a']);
    assert.ok(!queue.has('a'));
  });

  it('wakes all who wait when something comes', async () => {
    const queue = new IndexQueue();
    const waiting = [queue.wait(never), queue.wait(never)];
    queue.push('a', 1);
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
    queue.push('a', 1);
    queue.push('b', 2);
    queue.clear();
    assert.equal(queue.highest, undefined);
    assert.deepEqual(queue.take(9), []);
    queue.push('c', 1);
    assert.deepEqual(queue.take(9), ['c']);
  });
});

import assert from 'node:assert/strict';
import { AkinError, isAborted, messageOf, throwIfAborted } from '../../../server/src/base/errors';

describe('errors', () => {
  it('carry a code, a message and the cause', () => {
    const cause = new Error('disk full');
    const error = new AkinError('store-unavailable', 'The index cannot be written.', { cause });
    assert.equal(error.code, 'store-unavailable');
    assert.equal(error.cause, cause);
    assert.equal(error.name, 'AkinError');
  });

  it('tell an abort, ours or the platform’s, from a failure', () => {
    assert.ok(isAborted(new AkinError('aborted', 'cancelled')));
    assert.ok(isAborted(AbortSignal.abort().reason));
    assert.ok(!isAborted(new AkinError('worker-failed', 'exit 1')));
    assert.ok(!isAborted(new Error('aborted')));
    assert.ok(!isAborted('aborted'));
  });

  it('throw for an aborted signal alone', () => {
    const controller = new AbortController();
    throwIfAborted(controller.signal);
    controller.abort();
    assert.throws(() => throwIfAborted(controller.signal), { code: 'aborted' });
  });

  it('have a message whatever was thrown', () => {
    assert.equal(messageOf(new Error('broken')), 'broken');
    assert.equal(messageOf('broken'), 'broken');
    assert.equal(messageOf(undefined), 'undefined');
  });
});

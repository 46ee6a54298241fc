import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Gate, waitFor } from '../../../server/src/base/gate';
import { never } from '../signals';

describe('gate', () => {
  it('lets pass while it is open', async () => {
    await new Gate().pass(never);
  });

  it('holds back until it is opened', async () => {
    const gate = new Gate();
    gate.close();
    const passed: string[] = [];
    const waiting = [gate.pass(never), gate.pass(never)].map((pass) =>
      pass.then(() => passed.push('through')),
    );
    await Promise.resolve();
    assert.deepEqual(passed, []);
    gate.open();
    await Promise.all(waiting);
    assert.equal(passed.length, 2);
  });

  it('holds back again what it woke when it is closed at once', async () => {
    const gate = new Gate();
    gate.close();
    const controller = new AbortController();
    const waiting = gate.pass(controller.signal);
    gate.open();
    gate.close();
    await Promise.resolve();
    controller.abort();
    await assert.rejects(waiting, { code: 'aborted' });
  });

  it('rejects who waits when the signal is aborted, before or meanwhile', async () => {
    const gate = new Gate();
    gate.close();
    const controller = new AbortController();
    const waiting = gate.pass(controller.signal);
    controller.abort();
    await assert.rejects(waiting, { code: 'aborted' });
    await assert.rejects(gate.pass(AbortSignal.abort()), { code: 'aborted' });
  });

  it('takes its listener off the signal', async () => {
    let wake = (): void => undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = waitFor((call) => (wake = call), signal);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    wake();
    await waiting;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});

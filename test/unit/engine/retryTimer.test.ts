import assert from 'node:assert/strict';
import { RetryTimer } from '../../../server/src/engine/retryTimer';

describe('retry timer', () => {
  let acted: () => void = () => undefined;
  let timer: RetryTimer;
  beforeEach(() => (timer = new RetryTimer(() => acted(), 20)));
  afterEach(() => timer.dispose());

  /** The time from a failure to the next attempt, in ms. */
  async function waitAfterFailure(): Promise<number> {
    const startedMs = performance.now();
    const attempt = new Promise<void>((resolve) => (acted = resolve));
    timer.failed();
    await attempt;
    return performance.now() - startedMs;
  }

  it('tries again after a failure, after twice as long each time', async () => {
    await waitAfterFailure();
    const second = await waitAfterFailure();
    const third = await waitAfterFailure();
    // Timers end up to a millisecond early.
    assert.ok(second >= 38 && third >= 78, `${second} ms, ${third} ms`);
  });

  it('waits as at first after a success', async () => {
    for (let i = 0; i < 4; i++) await waitAfterFailure();
    timer.succeeded();
    assert.ok((await waitAfterFailure()) < 300, 'and not sixteen times as long');
  });

  it('tries once for failures that come together', async () => {
    let attempts = 0;
    timer.failed();
    const attempt = new Promise<void>((resolve) => {
      acted = () => {
        attempts++;
        resolve();
      };
    });
    timer.failed();
    await attempt;
    assert.equal(attempts, 1);
  });

  it('does nothing after it was disposed', async () => {
    acted = () => assert.fail('tried');
    timer.failed();
    timer.dispose();
    const other = new RetryTimer(() => resolve(), 60);
    let resolve = (): void => undefined;
    const later = new Promise<void>((done) => (resolve = done));
    other.failed();
    await later;
  });
});

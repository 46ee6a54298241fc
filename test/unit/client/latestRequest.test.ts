import assert from 'node:assert/strict';
import { LatestRequest, type Schedule } from '../../../client/src/latestRequest';

interface Sent {
  query: string;
  signal: AbortSignal;
  answer: (result: string) => void;
  fail: (error: Error) => void;
}

/** A requester whose clock and answers are in the test's hands. */
function setUp() {
  const waiting: { run: () => void; delayMs: number; off: boolean }[] = [];
  const sent: Sent[] = [];
  const heard: string[] = [];
  const schedule: Schedule = (run, delayMs) => {
    const entry = { run, delayMs, off: false };
    waiting.push(entry);
    return () => {
      entry.off = true;
    };
  };
  const requests = new LatestRequest<string, string>(
    (query, signal) =>
      new Promise((answer, fail) => {
        sent.push({ query, signal, answer, fail });
      }),
    {
      onResult: (query, result) => heard.push(`${query}: ${result}`),
      onError: (query, error) => heard.push(`${query} failed: ${(error as Error).message}`),
    },
    schedule,
  );
  const elapse = (): void => {
    for (const entry of waiting.splice(0)) if (!entry.off) entry.run();
  };
  return { requests, waiting, sent, heard, elapse };
}

/** Lets settled promises be heard. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('LatestRequest', () => {
  it('waits before it sends', () => {
    const { requests, waiting, sent, elapse } = setUp();
    requests.request('a', 120);
    assert.equal(sent.length, 0);
    assert.equal(waiting[0]?.delayMs, 120);
    elapse();
    assert.deepEqual(
      sent.map(({ query }) => query),
      ['a'],
    );
  });

  it('sends only the last of what is typed in one go', () => {
    const { requests, sent, elapse } = setUp();
    for (const query of ['a', 'ab', 'abc']) requests.request(query, 100);
    elapse();
    assert.deepEqual(
      sent.map(({ query }) => query),
      ['abc'],
    );
  });

  it('aborts the request before and drops its late answer', async () => {
    const { requests, sent, heard, elapse } = setUp();
    requests.request('a', 0);
    elapse();
    requests.request('b', 0);
    elapse();
    assert.equal(sent[0]?.signal.aborted, true);
    sent[1]?.answer('new');
    sent[0].answer('old');
    await settle();
    assert.deepEqual(heard, ['b: new']);
  });

  it('aborts the request before at the keystroke, not when the wait is over', () => {
    const { requests, sent, elapse } = setUp();
    requests.request('a', 0);
    elapse();
    requests.request('b', 100);
    assert.equal(sent[0]?.signal.aborted, true);
  });

  it('drops the failure of an overtaken request', async () => {
    const { requests, sent, heard, elapse } = setUp();
    requests.request('a', 0);
    elapse();
    requests.request('b', 0);
    sent[0]?.fail(new Error('cancelled'));
    await settle();
    assert.deepEqual(heard, []);
    assert.equal(requests.pending, true);
  });

  it('tells a failure and can be used again', async () => {
    const { requests, sent, heard, elapse } = setUp();
    requests.request('a', 0);
    elapse();
    sent[0]?.fail(new Error('no server'));
    await settle();
    assert.equal(requests.pending, false);
    requests.request('b', 0);
    elapse();
    sent[1]?.answer('found');
    await settle();
    assert.deepEqual(heard, ['a failed: no server', 'b: found']);
  });

  it('sends nothing and tells nothing after cancel', async () => {
    const { requests, sent, heard, elapse } = setUp();
    requests.request('a', 0);
    elapse();
    requests.request('b', 0);
    requests.cancel();
    elapse();
    sent[0]?.answer('late');
    await settle();
    assert.equal(sent.length, 1);
    assert.deepEqual(heard, []);
    assert.equal(requests.pending, false);
  });
});

import assert from 'node:assert/strict';
import { describeExit, explain, isCancellation } from '../../../client/src/requestErrors';

const withCode = (code: number): Error => Object.assign(new Error('x'), { code });

describe('isCancellation', () => {
  it('knows the codes and names of requests nobody waits for', () => {
    for (const code of [-32800, -32801, -32802]) assert.ok(isCancellation(withCode(code)));
    assert.ok(isCancellation(Object.assign(new Error('Canceled'), { name: 'Canceled' })));
  });

  it('is false for failures', () => {
    assert.ok(!isCancellation(withCode(-32603)));
    assert.ok(!isCancellation('Canceled'));
  });
});

describe('explain', () => {
  it('gives the first line of a message', () => assert.equal(explain(new Error('bad\n  at x')), 'bad'));

  it('never gives nothing', () => assert.match(explain(new Error('')), /no reason/));
});

describe('describeExit', () => {
  it('names the usual cause of a signal', () => {
    assert.match(describeExit(null, 'SIGKILL'), /memory/);
    assert.match(describeExit(null, 'SIGILL'), /processor/);
    assert.match(describeExit(null, 'SIGSEGV'), /native module/);
    assert.match(describeExit(null, 'SIGTERM'), /SIGTERM/);
  });

  it('tells the exit code, or that nothing is known', () => {
    assert.match(describeExit(0, null), /code 0/);
    assert.match(describeExit(null, null), /connection/);
  });
});

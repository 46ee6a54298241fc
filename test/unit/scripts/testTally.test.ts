import assert from 'node:assert/strict';
import { closingLine, countStep, countSuite, exitCodeOf, summarise } from '../../../scripts/testTally.mjs';

describe('the tally of npm test', () => {
  it('adds up all suites', () => {
    const results = [
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ];
    assert.equal(closingLine(results), '7 passed, 2 failed');
    assert.equal(exitCodeOf(results), 1);
  });

  it('counts a step only when it fails', () => {
    assert.deepEqual(countStep(0), { passed: 0, failed: 0, skipped: 0 });
    assert.deepEqual(countStep(2), { passed: 0, failed: 1, skipped: 0 });
  });

  it('takes the counts of a suite as they are', () => {
    assert.deepEqual(countSuite(0, '{"passed":5,"failed":0,"skipped":0}'), {
      passed: 5,
      failed: 0,
      skipped: 0,
    });
    assert.equal(countSuite(3, '{"passed":5,"failed":3,"skipped":0}').failed, 3);
  });

  for (const [what, exitCode, text] of [
    ['left no result', 0, undefined],
    ['left a broken result', 0, '{"passed":'],
    ['left a result without counts', 0, '{}'],
    ['executed no test', 0, '{"passed":0,"failed":0,"skipped":0}'],
    ['skipped every test', 0, '{"passed":0,"failed":0,"skipped":7}'],
    ['died after its last test', 1, '{"passed":5,"failed":0,"skipped":0}'],
  ] as const) {
    it(`takes a suite that ${what} for failed`, () => assert.equal(countSuite(exitCode, text).failed, 1));
  }

  it('bears a suite that cannot run on this machine, unless it says that it failed', () => {
    const text = (failed: number): string =>
      JSON.stringify({ passed: 0, failed, skipped: 1 - failed, unavailable: true });
    assert.deepEqual(countSuite(0, text(0)), { passed: 0, failed: 0, skipped: 1 });
    assert.equal(countSuite(1, text(1)).failed, 1);
  });

  it('tells which tests failed just above the table, long messages shortened', () => {
    const text = JSON.stringify({
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: [{ test: 'search › finds', message: `timed out\n${'x'.repeat(900)}` }],
    });
    const result = { name: 'e2e', seconds: 2, note: '', ...countSuite(1, text) };
    const lines = summarise([result]).split('\n');
    assert.deepEqual(lines.slice(0, 2), ['failed in e2e: search › finds', '    timed out']);
    assert.match(lines[2] ?? '', /^ {4}x{490} …$/);
    assert.match(lines[4] ?? '', /^stage /);
    assert.equal(lines.at(-1), '1 passed, 1 failed');
  });

  it('ends its summary with the closing line alone', () => {
    const result = { name: 'unit', seconds: 1.25, passed: 12, failed: 0, skipped: 0, note: '' };
    assert.equal(summarise([result]).split('\n').at(-1), '12 passed, 0 failed');
    assert.equal(exitCodeOf([result]), 0);
  });
});

import assert from 'node:assert/strict';
import { runPhases } from '../../../scripts/testLanes.mjs';

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

/** Stages that write down when they begin and end; an end waits for the turn of all that began. */
function recorder() {
  const events: string[] = [];
  const shown: [name: string, logPath?: string][] = [];
  const stage = (counts = PASSED, needs: string[] = []) => ({
    needs,
    run: async (name: string, logPath?: string) => {
      events.push(`${name} begins${logPath === undefined ? '' : ` into ${logPath}`}`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
      return counts;
    },
  });
  const output = {
    logPathOf: (name: string) => `${name}.log`,
    show: (...args: [name: string, logPath?: string]) => void shown.push(args),
  };
  return { events, shown, stage, output };
}

describe('the lanes of npm test', () => {
  it('run side by side, their stages one after the other, and phases in turn', async () => {
    const { events, stage, output } = recorder();
    const stages = { a: stage(), b: stage(), c: stage(), d: stage() };
    const results = await runPhases(stages, [[['a'], ['b', 'c']], [['d']]], new Set('abcd'), output);
    assert.deepEqual(events, [
      'a begins into a.log',
      'b begins into b.log',
      'a ends',
      'b ends',
      'c begins into c.log',
      'c ends',
      'd begins',
      'd ends',
    ]);
    assert.deepEqual(
      results.map(({ name, passed, note }) => [name, passed, note]),
      ['a', 'b', 'c', 'd'].map((name) => [name, 1, '']),
    );
  });

  it('show what a stage beside others left when it has ended, whether it failed or not', async () => {
    const { shown, stage, output } = recorder();
    const stages = { a: stage(FAILED), b: stage() };
    const results = await runPhases(stages, [[['a'], ['b']]], new Set('ab'), output);
    assert.deepEqual(shown, [
      ['a', 'a.log'],
      ['b', 'b.log'],
    ]);
    assert.deepEqual(
      results.map(({ failed }) => failed),
      [1, 0],
    );
  });

  it('let a stage that is alone print by itself', async () => {
    const { events, shown, stage, output } = recorder();
    await runPhases({ a: stage(), b: stage() }, [[['a'], ['b']]], new Set('b'), output);
    assert.deepEqual(events, ['b begins', 'b ends']);
    assert.deepEqual(shown, [['b']]);
  });

  it('go on after a failure, without what needs the failed stage', async () => {
    const { events, stage, output } = recorder();
    const stages = { a: stage(FAILED), b: stage(PASSED, ['a']), c: stage() };
    const results = await runPhases(stages, [[['a', 'b', 'c']]], new Set('abc'), output);
    assert.deepEqual(
      results.map(({ name, failed, note }) => [name, failed, note]),
      [
        ['a', 1, ''],
        ['b', 1, 'not run: a failed'],
        ['c', 0, ''],
      ],
    );
    assert.ok(!events.some((event) => event.startsWith('b')));
  });
});

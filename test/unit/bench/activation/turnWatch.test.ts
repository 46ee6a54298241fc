import assert from 'node:assert/strict';
import { setTimeout as wait, setImmediate as nextTurn } from 'node:timers/promises';
import { TurnWatch } from '../../../bench/activation/turnWatch';

const nowUs = (): number => Number(process.hrtime.bigint() / 1000n);

function block(us: number): void {
  for (const end = nowUs() + us; nowUs() < end;);
}

describe('TurnWatch', () => {
  it('notes no turn while one lasts, and one after it', async () => {
    const watch = new TurnWatch();
    await nextTurn();
    const from = nowUs();
    block(5_000);
    const to = nowUs();
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    const begins = watch.end().map(({ beginUs }) => beginUs);
    assert.deepEqual(
      begins.filter((us) => us > from && us < to),
      [],
    );
    assert.ok(begins.some((us) => us >= to));
    assert.deepEqual(
      begins,
      [...begins].sort((a, b) => a - b),
    );
  });

  it('leaves the processor to others while nothing is to be done', async () => {
    const watch = new TurnWatch();
    const before = performance.eventLoopUtilization();
    await wait(100);
    const { utilization } = performance.eventLoopUtilization(before);
    watch.end();
    assert.ok(utilization < 0.5, String(utilization));
  });
});

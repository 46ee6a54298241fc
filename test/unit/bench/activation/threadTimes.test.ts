import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { ThreadTimes } from '../../../bench/activation/threadTimes';

describe('ThreadTimes', () => {
  const others: ChildProcess[] = [];
  afterEach(() => others.splice(0).forEach((other) => other.kill()));

  it('tell what the thread ran, and that it waited while others have the processors, where the system tells', async () => {
    const times = new ThreadTimes();
    const before = times.now();
    if (process.platform !== 'linux') {
      assert.deepEqual(before, { ranUs: 0, waitedUs: 0 });
      return;
    }
    assert.ok(before.ranUs > 0 && before.waitedUs >= 0);
    for (let index = 0; index <= availableParallelism(); index++) {
      const busy = "process.stdout.write('.'); for (;;);";
      const other = spawn(process.execPath, ['-e', busy], { stdio: ['ignore', 'pipe', 'ignore'] });
      others.push(other);
      await once(other.stdout, 'data');
    }
    // Busy itself, until the system has taken the processor away.
    const end = Date.now() + 10_000;
    const waited = (): number => times.now().waitedUs - before.waitedUs;
    while (waited() < 1_000 && Date.now() < end);
    assert.ok(waited() >= 1_000, `${waited()} µs`);
    assert.ok(times.now().ranUs > before.ranUs);
    times.close();
  });
});

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { WaitedTime } from '../../../bench/activation/waitedTime';

describe('WaitedTime', () => {
  const others: ChildProcess[] = [];
  afterEach(() => others.splice(0).forEach((other) => other.kill()));

  it('grows while others have the processors, where the system tells', async () => {
    const waited = new WaitedTime();
    const before = waited.us();
    if (process.platform !== 'linux') {
      assert.equal(before, 0);
      return;
    }
    assert.ok(before >= 0);
    for (let index = 0; index <= availableParallelism(); index++) {
      const busy = "process.stdout.write('.'); for (;;);";
      const other = spawn(process.execPath, ['-e', busy], { stdio: ['ignore', 'pipe', 'ignore'] });
      others.push(other);
      await once(other.stdout, 'data');
    }
    // Busy itself, until the system has taken the processor away.
    const end = Date.now() + 10_000;
    while (waited.us() - before < 1_000 && Date.now() < end);
    assert.ok(waited.us() - before >= 1_000, `${waited.us() - before} µs`);
    waited.close();
  });
});

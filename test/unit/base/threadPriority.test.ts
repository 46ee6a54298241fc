import assert from 'node:assert/strict';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { ScratchFolder } from '../scratchFolder';

describe('the priority of a thread', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('is lowered alone where threads have priorities; the process, which answers queries, stays as it is', async () => {
    const source = join(__dirname, '../../../server/src/base/threadPriority');
    const entry = scratch.write(
      'entry.ts',
      `import { getPriority } from 'node:os';
       import { parentPort } from 'node:worker_threads';
       import { yieldToOthers } from ${JSON.stringify(source)};
       yieldToOthers();
       parentPort.postMessage(getPriority());`,
    );
    const outfile = scratch.at('thread.cjs');
    buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs' });
    const before = getPriority();
    const worker = new Worker(outfile);
    const [priority] = (await once(worker, 'message')) as [number];
    await once(worker, 'exit');
    assert.equal(priority, process.platform === 'linux' ? Math.min(19, before + 5) : before);
    assert.equal(getPriority(), before);
  });
});

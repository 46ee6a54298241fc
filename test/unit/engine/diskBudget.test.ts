import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DiskBudget, GRACE_MS } from '../../../server/src/engine/diskBudget';
import { locateStore } from '../../../server/src/store/storeLocation';
import { claimWriter } from '../../../server/src/store/writerLock';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';

const MB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const never = new AbortController().signal;

describe('DiskBudget', () => {
  let scratch: ScratchFolder;
  let logger: RecordingLogger;
  let nowMs: number;
  let notices: string[];
  let budgets: DiskBudget[];

  beforeEach(() => {
    scratch = new ScratchFolder();
    logger = new RecordingLogger();
    nowMs = Date.now();
    [notices, budgets] = [[], []];
  });
  afterEach(async () => {
    for (const budget of budgets) await budget.dispose();
    scratch.remove();
  });

  /** A budget as a process of its own would have it. */
  function budgetOf(maxMb: number): DiskBudget {
    const budget = new DiskBudget({
      storagePath: scratch.at('storage'),
      maxBytes: maxMb * MB,
      onNotice: (message) => notices.push(message),
      logger,
      now: () => nowMs,
    });
    budgets.push(budget);
    return budget;
  }

  /** An index of a workspace folder that was last of use some days ago. */
  async function index(folder: string, megabytes: number, daysAgo?: number): Promise<string> {
    mkdirSync(scratch.at(folder), { recursive: true });
    const identity = { chunkerVersion: 1, modelId: 'm', dimensions: 2 };
    const { base, current } = await locateStore(scratch.at('storage'), scratch.at(folder), identity);
    scratch.write(
      join(current, 'chunks.lance/data').slice(scratch.path.length),
      Buffer.alloc(megabytes * MB),
    );
    if (daysAgo !== undefined) {
      const use = { folder: scratch.at(folder), lastUsedMs: nowMs - daysAgo * DAY_MS };
      scratch.write(join(base, 'used.json').slice(scratch.path.length), JSON.stringify(use));
    }
    return base;
  }

  async function names(budget: DiskBudget): Promise<string[]> {
    return (await budget.list(never)).map(({ label }) => label).sort();
  }

  const wait = (ms: number) => void (nowMs += ms);

  it('lists every index with its size, folder and last use', async () => {
    const open = await index('open', 1);
    await index('gone', 2, 7);
    await index('unknown', 3);
    rmSync(scratch.at('gone'), { recursive: true });
    const budget = budgetOf(0);
    await budget.opened(scratch.at('open'));
    const listed = (await budget.list(never)).map((one) => ({ ...one, bytes: Math.floor(one.bytes / MB) }));
    assert.equal(listed.length, 3);
    const [gone, used, unknown] = listed;
    assert.deepEqual(
      [gone?.label, gone?.bytes, gone?.folder, gone?.folderExists, gone?.open, gone?.lastUsedMs],
      ['gone', 2, scratch.at('gone'), false, false, nowMs - 7 * DAY_MS],
    );
    assert.deepEqual(
      [used?.base, used?.bytes, used?.folder, used?.folderExists, used?.open, used?.lastUsedMs],
      [open, 1, scratch.at('open'), true, true, nowMs],
    );
    assert.deepEqual([unknown?.folder, unknown?.folderExists, unknown?.bytes], [undefined, true, 3]);
    assert.ok(Math.abs((unknown?.lastUsedMs ?? 0) - Date.now()) < DAY_MS);
  });

  it('announces what was of no use for longest, once, and removes it when the grace is over', async () => {
    await index('oldest', 2, 30);
    await index('old', 2, 20);
    await index('recent', 2, 1);
    await index('open', 2);
    const budget = budgetOf(5);
    await budget.opened(scratch.at('open'));
    await budget.check();
    await budget.check();
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? '', /take 8 MB, more than the 5 MB that akin\.index\.maxDiskMb allows/);
    assert.match(
      notices[0] ?? '',
      /The indexes of oldest \(2 MB\), old \(2 MB\), .* removed after 10 minutes/,
    );
    wait(GRACE_MS - 1);
    await budget.check();
    assert.equal((await names(budget)).length, 4);
    wait(1);
    await budget.check();
    assert.deepEqual(await names(budget), ['open', 'recent']);
    assert.equal(readdirSync(scratch.at('storage/indexes')).length, 2, 'nothing is left of them');
    await budget.check();
    assert.deepEqual([notices.length, logger.lines.filter((line) => line.startsWith('warn'))], [1, []]);
  });

  it('lets another process remove what one has announced, without a second notice', async () => {
    await index('old', 2, 20);
    await budgetOf(1).check();
    await budgetOf(1).check();
    wait(GRACE_MS);
    const later = budgetOf(1);
    await later.check();
    assert.deepEqual([await names(later), notices.length], [[], 1]);
  });

  it('removes the indexes of folders that are gone before older ones', async () => {
    await index('older', 2, 30);
    await index('gone', 2, 1);
    rmSync(scratch.at('gone'), { recursive: true });
    const budget = budgetOf(3);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual(await names(budget), ['older']);
    assert.match(notices[0] ?? '', /index of gone \(2 MB\)/);
  });

  it('keeps what was announced and then opened, also by another process', async () => {
    await index('first', 2, 30);
    await index('second', 2, 20);
    const budget = budgetOf(1);
    await budget.check();
    const other = budgetOf(0);
    await other.opened(scratch.at('first'));
    await other.dispose();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual(await names(budget), ['first']);
  });

  it('takes an announcement back when there is room again', async () => {
    const base = await index('old', 2, 30);
    await budgetOf(1).check();
    assert.match(readFileSync(join(base, 'used.json'), 'utf8'), /removeAfterMs/);
    const larger = budgetOf(100);
    await larger.check();
    assert.doesNotMatch(readFileSync(join(base, 'used.json'), 'utf8'), /removeAfterMs/);
    wait(GRACE_MS);
    await budgetOf(1).check();
    assert.deepEqual(await names(larger), ['old'], 'the grace begins anew');
  });

  it('never touches what a live process holds, and says so once', async () => {
    const base = await index('held', 3, 30);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      scratch.write(join(base, 'writer.lock').slice(scratch.path.length), String(child.pid));
      const budget = budgetOf(1);
      for (let round = 0; round < 3; round++) {
        await budget.check();
        wait(GRACE_MS);
      }
      assert.deepEqual(await names(budget), ['held']);
      assert.deepEqual([notices.length, existsSync(join(base, 'writer.lock'))], [1, true]);
      assert.match(notices[0] ?? '', /indexes in use take 3 MB, more than the 1 MB/);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const budget = budgetOf(1);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual(await names(budget), [], 'the process is gone');
  });

  it('never touches what this process writes', async () => {
    const base = await index('writing', 3, 30);
    const lock = await claimWriter(base);
    const budget = budgetOf(1);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual(await names(budget), ['writing']);
    await lock?.release();
  });

  for (const [what, content] of [
    ['no JSON', '{"folder":'],
    ['another JSON', '[1]'],
    ['no folder', '{"lastUsedMs":1}'],
    ['no time', '{"folder":"/x","lastUsedMs":"yesterday"}'],
    ['nothing', ''],
  ] as const)
    it(`takes a used.json that holds ${what} for one that is missing`, async () => {
      const base = await index('broken', 2, 30);
      scratch.write(join(base, 'used.json').slice(scratch.path.length), content);
      await index('older', 2, 30);
      const budget = budgetOf(3);
      await budget.check();
      wait(GRACE_MS);
      await budget.check();
      assert.deepEqual(await names(budget), ['broken'], 'its files are of today');
      await budget.opened(scratch.at('broken'));
      assert.equal((await budget.list(never))[0]?.folder, scratch.at('broken'));
    });

  it('goes on with a removal that was cut off', async () => {
    const base = await index('old', 2, 30);
    scratch.write(join(base, 'removed-v1-x/data').slice(scratch.path.length), Buffer.alloc(MB));
    const budget = budgetOf(1);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.ok(!existsSync(base));
  });

  it('does not wait for ever for a time from before the clock was set back', async () => {
    await index('old', 2, 400);
    const budget = budgetOf(1);
    await budget.check();
    wait(-300 * DAY_MS);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual([await names(budget), notices.length], [[], 1]);
  });

  it('removes nothing without a cap, and nothing where there is no index', async () => {
    await index('old', 2, 400);
    const budget = budgetOf(0);
    await budget.check();
    wait(GRACE_MS);
    await budget.check();
    assert.deepEqual(await names(budget), ['old']);
    rmSync(scratch.at('storage'), { recursive: true });
    mkdirSync(scratch.at('elsewhere'));
    await budget.opened(scratch.at('elsewhere'));
    const small = budgetOf(1);
    await small.check();
    assert.deepEqual([await names(budget), notices, logger.lines], [[], [], []]);
  });

  it('looks by itself once a folder is open', async () => {
    await index('old', 2, 400);
    await index('open', 1);
    const told = new Promise<string>((resolve) => {
      const budget = new DiskBudget({
        storagePath: scratch.at('storage'),
        maxBytes: MB,
        onNotice: resolve,
        logger,
        firstCheckAfterMs: 1,
      });
      budgets.push(budget);
      void budget.opened(scratch.at('open'));
    });
    assert.match(await told, /index of old \(2 MB\)/);
  });

  it('ends at once', async () => {
    await index('old', 2, 400);
    const budget = budgetOf(1);
    const checking = budget.check();
    await budget.dispose();
    await checking;
    await budget.check();
    assert.deepEqual([notices, logger.lines], [[], []]);
  });
});

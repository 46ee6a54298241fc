import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { uptime } from 'node:os';
import { claimWriter } from '../../../server/src/store/writerLock';
import { ScratchFolder } from '../scratchFolder';

describe('writer lock', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  const claim = () => claimWriter(scratch.path);

  it('is given to one, and to the next after it was released', async () => {
    const first = await claim();
    assert.ok(first !== undefined);
    assert.equal(parseInt(readFileSync(scratch.at('writer.lock'), 'utf8'), 10), process.pid);
    assert.equal(await claim(), undefined);
    await first.release();
    assert.ok(!existsSync(scratch.at('writer.lock')));
    const second = await claim();
    assert.ok(second !== undefined);
    await second.release();
  });

  it('has its content as soon as it is there, whenever its process is killed', async () => {
    const claiming = claim();
    // The event loop has not turned: reading a library may take it a long time now.
    assert.match(readFileSync(scratch.at('writer.lock'), 'utf8'), /^\d+/);
    await (await claiming)?.release();
  });

  it('stays with a live process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      scratch.write('writer.lock', String(child.pid));
      assert.equal(await claim(), undefined);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const lock = await claim();
    assert.ok(lock !== undefined, 'the process is gone');
    await lock.release();
  });

  for (const [name, content] of [
    ['of a dead process', String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['of an earlier process with the number of this one', String(process.pid)],
    ['that holds no number', 'nonsense'],
    ['that holds no process', '-1'],
  ] as const)
    it(`is taken over from a file ${name}`, async () => {
      scratch.write('writer.lock', content);
      const lock = await claim();
      assert.ok(lock !== undefined);
      assert.deepEqual(readdirSync(scratch.path), ['writer.lock']);
      await lock.release();
    });

  it('waits for the number in an empty file, but not for ever', async () => {
    const file = scratch.write('writer.lock', '');
    assert.equal(await claim(), undefined);
    const before = Date.now() / 1000 - 60;
    utimesSync(file, before, before);
    const lock = await claim();
    assert.ok(lock !== undefined);
    await lock.release();
  });

  it('says nothing when it is older than the machine is up', async () => {
    const file = scratch.write('writer.lock', String(process.ppid));
    const before = Date.now() / 1000 - uptime() - 60;
    utimesSync(file, before, before);
    const lock = await claim();
    assert.ok(lock !== undefined);
    await lock.release();
  });

  it('stays with a live process when the clock was set ahead, where the system tells one start from another', async function () {
    const lock = await claim();
    assert.ok(lock !== undefined);
    const before = Date.now() / 1000 - uptime() - 60;
    utimesSync(scratch.at('writer.lock'), before, before);
    if (readFileSync(scratch.at('writer.lock'), 'utf8').includes(' ')) assert.equal(await claim(), undefined);
    else assert.notEqual(process.platform, 'linux');
    await lock.release();
  });

  it('is taken over from a live number of before the machine started', async () => {
    scratch.write('writer.lock', `${process.ppid} 00000000-0000-0000-0000-000000000000`);
    const lock = await claim();
    assert.equal(lock !== undefined, process.platform === 'linux');
    await lock?.release();
  });

  it('goes to one of many who find the lock of a dead process', async () => {
    for (let round = 0; round < 100; round++) {
      scratch.write('writer.lock', 'nonsense');
      const locks = (await Promise.all([claim(), claim(), claim()])).filter((lock) => lock !== undefined);
      assert.equal(locks.length, 1, 'hold the lock');
      for (const lock of locks) await lock.release();
    }
  });

  it('is taken over from a folder of its name', async () => {
    scratch.write('writer.lock/nonsense', '');
    const lock = await claim();
    assert.ok(lock !== undefined);
    await lock.release();
  });

  it('goes to nobody while another process takes the place of a dead one', async () => {
    scratch.write('writer.lock', 'nonsense');
    scratch.write('writer.lock.takeover', '');
    assert.equal(await claim(), undefined);
    const longAgo = new Date(Date.now() - 10_000);
    utimesSync(scratch.at('writer.lock.takeover'), longAgo, longAgo);
    const lock = await claim();
    assert.ok(lock !== undefined, 'the other ended in the midst of it');
    await lock.release();
    assert.deepEqual(readdirSync(scratch.path), []);
  });

  it('fails when the folder is not there', async () => {
    await assert.rejects(claimWriter(scratch.at('missing')), { code: 'ENOENT' });
  });
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DiskCacheStore } from '../../../server/src/caching/diskCacheStore';
import { never } from '../signals';
import { DiskCacheBench, entries, numbered, statisticsOf, valueOf } from './diskCacheBench';

const COUNT = 200;

describe('DiskCacheStore with faults', () => {
  let bench: DiskCacheBench;
  beforeEach(() => {
    bench = new DiskCacheBench();
  });
  afterEach(() => bench.end());

  /** How many of the keys are answered; every answer must be the right one. */
  async function count(store: DiskCacheStore, keys = numbered(COUNT)): Promise<number> {
    const found = await store.getMany(keys);
    for (const [key, value] of found) assert.deepEqual(value, valueOf(key));
    return found.size;
  }

  /** Two files, of which the first is to be damaged. */
  async function twoFiles(): Promise<string> {
    await bench.written(numbered(COUNT));
    bench.clock.move(1_000);
    await bench.written(numbered(COUNT, 'whole'));
    return bench.at(bench.files()[0] ?? '');
  }

  function overwrite(file: string, at: number, bytes: Uint8Array): void {
    const handle = openSync(file, 'r+');
    writeSync(handle, bytes, 0, bytes.length, at);
    closeSync(handle);
  }

  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 7919) % 251));

  it('loses what was cut off, and nothing else', async () => {
    const file = await twoFiles();
    const size = readFileSync(file).length;
    truncateSync(file, Math.floor(size / 2));
    const store = bench.store();
    assert.equal(await count(store), COUNT / 2);
    assert.equal(await count(store, numbered(COUNT, 'whole')), COUNT);
    assert.equal(statisticsOf(store).damaged, 1);
  });

  it('loses what is cut off while it is open', async () => {
    const file = await twoFiles();
    const store = bench.store();
    assert.equal(await count(store), COUNT);
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    assert.equal(await count(store), COUNT / 2, 'found when it is read');
    assert.equal(statisticsOf(store).damaged, COUNT / 2);
    truncateSync(file, 0);
    await store.upkeep(never);
    assert.equal(await count(store), 0, 'found when it is looked at');
    assert.equal(await count(store, numbered(COUNT, 'whole')), COUNT);
  });

  it('loses what was overwritten, and finds what lies behind it', async () => {
    const file = await twoFiles();
    overwrite(file, 1_000, noise(2_000));
    const store = bench.store();
    const found = await count(store);
    const lost = COUNT - found;
    assert.ok(lost >= 2_000 / 130 && lost <= 2_000 / 120 + 3, String(lost));
    assert.ok(statisticsOf(store).damaged > 0);
    assert.equal(await count(store, numbered(COUNT, 'whole')), COUNT);
    const { damaged } = statisticsOf(store);
    assert.equal(await count(store), found);
    assert.equal(statisticsOf(store).damaged, damaged, 'what was dropped is not found again');
  });

  it('loses what is overwritten while it is open, a single byte of it', async () => {
    const file = await twoFiles();
    const store = bench.store();
    await count(store);
    // In the middle of a value, where only its checksum tells.
    overwrite(file, 90, Uint8Array.of(0xee));
    assert.equal(await count(store), COUNT - 1);
    assert.equal(statisticsOf(store).damaged, 1);
  });

  it('makes an entry again that was damaged', async () => {
    const file = await twoFiles();
    overwrite(file, 90, Uint8Array.of(0xee));
    const store = bench.store();
    assert.equal(await count(store), COUNT - 1);
    store.setMany(entries(...numbered(COUNT)));
    await store.flush();
    assert.equal(await count(store), COUNT);
    await store.dispose();
    assert.equal(await count(bench.store()), COUNT);
  });

  it('passes over files that are noise, empty, or no files', async () => {
    const file = await twoFiles();
    writeFileSync(file, noise(50_000));
    writeFileSync(file.replace(/-0\.seg$/, '-8.seg'), '');
    mkdirSync(file.replace(/-0\.seg$/, '-9.seg'));
    writeFileSync(bench.at('readme.txt'), 'not ours');
    const store = bench.store();
    assert.equal(await count(store), 0);
    assert.equal(await count(store, numbered(COUNT, 'whole')), COUNT);
    await store.upkeep(never);
    assert.ok(bench.files().includes('readme.txt'));
  });

  it('loses the entries of a file that another process removed', async () => {
    const file = await twoFiles();
    const store = bench.store();
    assert.equal(await count(store), COUNT);
    rmSync(file);
    assert.equal(await count(store), 0);
    assert.equal(await count(store, numbered(COUNT, 'whole')), COUNT);
    assert.equal(statisticsOf(store).entries, COUNT);
  });

  it('reads on when a half-written record of a live process becomes whole', async () => {
    await bench.written(numbered(2));
    const [name = ''] = bench.files();
    const bytes = readFileSync(bench.at(name));
    const theirs = bench.at(name.replace(/-\d+-/, `-${process.ppid}-`));
    rmSync(bench.at(name));
    writeFileSync(theirs, bytes.subarray(0, bytes.length - 20));
    const store = bench.store();
    assert.equal(await count(store), 1);
    appendFileSync(theirs, bytes.subarray(bytes.length - 20));
    bench.clock.move(10_001);
    assert.equal(await count(store), 2);
    assert.equal(statisticsOf(store).damaged, 0);
  });

  describe('on a full disk', () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    let isFull = true;

    /** Writes a part and fails, as a disk that fills up does. */
    const append: NonNullable<Parameters<DiskCacheBench['store']>[1]>['append'] = async (handle, bytes) => {
      await handle.appendFile(isFull ? bytes.subarray(0, bytes.length / 2) : bytes);
      if (isFull) throw full;
    };

    it('reads on, writes no more and says so once', async () => {
      await bench.written(numbered(COUNT));
      isFull = true;
      const store = bench.store({}, { append });
      for (const prefix of ['a', 'b', 'c']) {
        store.setMany(entries(...numbered(5, prefix)));
        await store.flush();
      }
      assert.equal(await count(store), COUNT);
      assert.equal(await count(store, numbered(5, 'c')), 0);
      assert.ok(statisticsOf(store).isReadOnly);
      await store.upkeep(never);
      await store.dispose();
      assert.deepEqual(bench.logger.lines, [
        'warn: The cache on disk cannot be written (the disk is full); it is only read for now.',
      ]);
    });

    it('writes again once there is room, and what was half written does no harm', async () => {
      isFull = true;
      const store = bench.store({}, { append });
      store.setMany(entries(...numbered(10, 'lost')));
      await store.flush();
      isFull = false;
      await store.upkeep(never);
      assert.ok(!statisticsOf(store).isReadOnly);
      store.setMany(entries(...numbered(10, 'kept')));
      await store.flush();
      await store.dispose();
      const again = bench.store();
      assert.equal(await count(again, numbered(10, 'kept')), 10);
      assert.ok((await count(again, numbered(10, 'lost'))) < 6);
    });
  });

  it('only reads where the folder cannot be written', async function () {
    if (process.getuid?.() === 0) {
      // Root may write anywhere: a file stands where the folder should be.
      bench.scratch.write('cache', 'a file');
    } else {
      mkdirSync(bench.folder);
      chmodSync(bench.folder, 0o500);
    }
    const store = bench.store();
    store.setMany(entries('a'));
    await store.flush();
    assert.equal(await count(store, ['a']), 0);
    await store.upkeep(never);
    await store.dispose();
    assert.equal(bench.logger.lines.length, 1);
    assert.ok(!bench.logger.lines.join().includes(bench.folder), 'no path above debug level');
  });

  it('keeps what a killed process has flushed', async () => {
    const child: ChildProcess = spawn(
      process.execPath,
      ['--import=tsx', join(__dirname, 'endlessWriter.ts'), bench.folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    let flushed = 0;
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      flushed = Number(line);
      if (flushed >= 50) break;
    }
    child.kill('SIGKILL');
    await exited;
    const store = bench.store();
    for (let batch = 1; batch <= flushed; batch++)
      assert.equal(await count(store, numbered(20, `batch ${batch}`)), 20, `batch ${batch} of ${flushed}`);
    await store.clear();
    assert.deepEqual(bench.files(), [], 'its files are free');
  });
});

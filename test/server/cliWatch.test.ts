import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { akinScript, LiveAkin, type Outcome, runAkin, runProgram } from './akinCommand';
import { sampleFileCount, writeSampleProject } from './sampleProject';

interface Report {
  files: number;
  chunks: number;
  embedded: number;
  removed: number;
}

/** Each time that the bar was drawn: the stage, the bar, and how far it is in numbers. */
const BARS = /[A-Z][a-z ]+ [█░]{10,} (\d+)% (\d+)\/(\d+) files/g;

/** What a terminal is told to empty a line. */
const EMPTY_LINE = '\u001B[2K';

describe('a command that stays', () => {
  let scratch: ScratchFolder;
  let project = '';
  let env: NodeJS.ProcessEnv;
  let live: LiveAkin | undefined;
  beforeEach(() => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
    env = { AKIN_STORAGE: scratch.at('storage') };
  });
  afterEach(async () => {
    if (live?.child.exitCode === null) {
      live.child.kill('SIGKILL');
      await live.end();
    }
    live = undefined;
    scratch.remove();
  });

  const report = async (): Promise<Report> => JSON.parse((await live?.line()) ?? '') as Report;

  it('index --watch tells each change and ends with 130', async () => {
    live = new LiveAkin(['index', project, '--watch', '--json'], env);
    const first = await report();
    assert.deepEqual([first.files, first.embedded], [sampleFileCount, first.chunks]);
    scratch.write('project/new.py', 'def count_stripes(zebra):\n    return zebra.stripes\n');
    const added = await report();
    assert.deepEqual(
      [added.files, added.chunks, added.embedded, added.removed],
      [first.files + 1, first.chunks + 1, 1, 0],
    );
    rmSync(join(project, 'queue'), { recursive: true });
    const removed = await report();
    assert.deepEqual([removed.files, removed.embedded, removed.removed], [first.files, 0, 1]);
    live.child.kill('SIGINT');
    assert.deepEqual(await live.end(), { code: 130, signal: null, stderr: '' });
  });

  it('search --watch answers again when the answer changes', async () => {
    live = new LiveAkin(['search', project, 'count stripes of zebras', '--watch', '--json'], env);
    const symbols = async (): Promise<string[]> =>
      (JSON.parse((await live?.line()) ?? '') as { symbol: string }[]).map(({ symbol }) => symbol);
    assert.ok(!(await symbols()).includes('count_stripes'));
    scratch.write('project/new.py', 'def count_stripes(zebra):\n    return zebra.stripes\n');
    assert.equal((await symbols())[0], 'count_stripes');
    rmSync(join(project, 'new.py'));
    assert.ok(!(await symbols()).includes('count_stripes'));
    live.child.kill('SIGTERM');
    assert.deepEqual(await live.end(), { code: 130, signal: null, stderr: '' });
  });

  it('ends without a word when nobody reads it any more', async () => {
    live = new LiveAkin(['search', project, 'count stripes', '--watch', '--json'], env);
    await live.line();
    live.child.stdout.destroy();
    scratch.write('project/new.py', 'def count_stripes(zebra):\n    return zebra.stripes\n');
    assert.deepEqual(await live.end(), { code: 0, signal: null, stderr: '' });
    assert.equal(runAkin(['status', project], env).code, 0, 'its lock is free');
  });

  it('does not watch and leave changes out at once', () => {
    const { code, stderr } = runAkin(['search', project, 'x', '--watch', '--no-update'], env);
    assert.equal(code, 2);
    assert.match(stderr, /--watch follows changes/);
  });
});

describe('a command at its limits', () => {
  let scratch: ScratchFolder;
  let project = '';
  beforeEach(() => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
  });
  afterEach(() => {
    chmodSync(project, 0o755);
    scratch.remove();
  });

  /** The administrator may read everything: without these powers he is a user like any other. */
  function asUser(args: readonly string[], storage = scratch.at('storage')): Outcome {
    const command = [process.execPath, akinScript, ...args];
    const env = { AKIN_STORAGE: storage };
    if (process.getuid?.() !== 0) return runProgram(command[0] ?? '', command.slice(1), env);
    const without = '-dac_override,-dac_read_search';
    const drop = [`--bounding-set=${without}`, `--inh-caps=${without}`];
    return runProgram('setpriv', [...drop, ...command], env);
  }

  it('says that a folder may not be read, and keeps its index', () => {
    assert.equal(asUser(['index', project]).code, 0);
    chmodSync(project, 0o000);
    const { code, stdout, stderr } = asUser(['index', project]);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, /^akin: The folder [^\n]+ cannot be read: permission is missing\.\n$/);
    chmodSync(project, 0o755);
    const again = asUser(['index', project, '--json']);
    assert.equal((JSON.parse(again.stdout) as Report).embedded, 0);
  });

  it('counts a folder below that may not be read', () => {
    chmodSync(join(project, 'queue'), 0o000);
    const { code, stdout } = asUser(['index', project, '--json']);
    chmodSync(join(project, 'queue'), 0o755);
    const { files, skipped } = JSON.parse(stdout) as Report & { skipped: Record<string, number> };
    assert.deepEqual([code, files, skipped], [0, sampleFileCount - 1, { unreadable: 1 }]);
  });

  it('says where the index cannot be kept', () => {
    mkdirSync(scratch.at('locked'), { mode: 0o500 });
    for (const storage of [scratch.at('locked/storage'), join(project, 'src/settings.ts')]) {
      const { code, stderr } = asUser(['status', project], storage);
      assert.equal(code, 2);
      assert.match(stderr, /^akin: The index cannot be kept in [^\n]+--storage\.\n$/);
    }
  });

  it('refuses what is no folder in every command that takes one', () => {
    const file = join(project, 'src/settings.ts');
    for (const command of [['index'], ['status'], ['search'], ['bench'], ['mcp']]) {
      const query = command[0] === 'search' ? ['x'] : [];
      const { code, stdout, stderr } = asUser([...command, file, ...query]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr);
      assert.match(stderr, /^akin: [^\n]+ is a file; give the folder that holds it\.\n$/);
    }
  });

  /** What a command prints on a real terminal. */
  function onTerminal(args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    const command = [process.execPath, akinScript, ...args].map((word) => `'${word}'`).join(' ');
    return execFileSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '', TERM: 'xterm', AKIN_STORAGE: scratch.at('storage'), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  it('marks words and draws its progress on a terminal alone', () => {
    const mark = '\u001B[1;31m';
    const search = ['search', project, 'hash_password'];
    const first = onTerminal(search);
    assert.ok(first.includes(`${mark}hash_password`), first);
    const bars = [...first.matchAll(BARS)];
    for (const [drawn, percent, done, total] of bars) {
      assert.ok(Number(total) > 0 && Number(total) <= sampleFileCount, drawn);
      assert.equal(Number(percent), Math.floor((100 * Number(done)) / Number(total)), drawn);
    }
    const last = bars.at(-1);
    assert.ok(last !== undefined, first);
    const behind = first.slice(last.index + last[0].length);
    assert.ok(behind.includes(EMPTY_LINE), 'it does not stay');
    assert.ok(behind.indexOf(EMPTY_LINE) < behind.indexOf(mark), 'the answer comes after it');
    const plain = onTerminal(search, { NO_COLOR: '1' });
    assert.ok(plain.includes('hash_password') && !plain.includes(mark), plain);
    assert.ok(!onTerminal(search, { TERM: 'dumb' }).includes(mark));
    const piped = runAkin(search, { AKIN_STORAGE: scratch.at('elsewhere') });
    assert.ok(piped.stdout.includes('hash_password') && !piped.stdout.includes('\u001B'), piped.stdout);
    assert.equal(piped.stderr, '', 'an index is made without a bar');
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { delimiter } from 'node:path';
import { recentFiles } from '../../../server/src/workspace/recentFiles';
import { ScratchFolder } from '../scratchFolder';

const never = new AbortController().signal;

describe('recentFiles', () => {
  let scratch: ScratchFolder;
  const environment = { ...process.env };
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => {
    Object.assign(process.env, { PATH: environment.PATH });
    for (const name of ['GIT_DIR', 'GIT_WORK_TREE']) Reflect.deleteProperty(process.env, name);
    scratch.remove();
  });

  function git(...args: string[]): void {
    const settings = ['user.name=A', 'user.email=a@example.org', 'commit.gpgSign=false', 'core.hooksPath='];
    execFileSync('git', [...settings.flatMap((value) => ['-c', value]), ...args], {
      cwd: scratch.at('repo'),
      stdio: 'pipe',
    });
  }

  function commit(...files: string[]): void {
    for (const file of files) scratch.write(`repo/${file}`, `${file} ${Math.random()}\n`);
    git('add', '--all');
    git('commit', '-q', '-m', files.join(' '));
  }

  /** Writes a file without committing it, at a number of seconds after some time in the past. */
  function save(file: string, seconds: number): void {
    utimesSync(scratch.write(`repo/${file}`, `${file} saved\n`), 1_000_000 + seconds, 1_000_000 + seconds);
  }

  function start(): void {
    mkdirSync(scratch.at('repo'));
    git('init', '-q', '-b', 'main');
  }

  const recent = (folder = 'repo', limit = 100) => recentFiles(scratch.at(folder), never, limit);

  it('names what is not committed by its time, then what the last commits touched', async () => {
    start();
    commit('a.ts', 'src/b.ts');
    commit('src/c.ts');
    commit('d.ts');
    save('src/b.ts', 10);
    save('src/new folder/ü "odd"\n.ts', 30);
    save('new.ts', 20);
    assert.deepEqual(await recent(), [
      'src/new folder/ü "odd"\n.ts',
      'new.ts',
      'src/b.ts',
      'd.ts',
      'src/c.ts',
      'a.ts',
    ]);
    assert.deepEqual(await recent('repo', 2), ['src/new folder/ü "odd"\n.ts', 'new.ts']);
    assert.deepEqual(await recent('repo', 0), []);
  });

  it('leaves out what is gone and what is ignored, and takes a renamed file by its new name', async () => {
    start();
    commit('a.ts', 'gone.ts', 'before.ts', '.gitignore');
    scratch.write('repo/.gitignore', 'ignored.ts\n');
    rmSync(scratch.at('repo/gone.ts'));
    git('mv', 'before.ts', 'after.ts');
    save('ignored.ts', 5);
    const found = await recent();
    assert.deepEqual(found.sort(), ['.gitignore', 'a.ts', 'after.ts']);
  });

  it('answers for a folder of the repository with paths inside of it', async () => {
    start();
    commit('top.ts', 'part/a.ts', 'part/deep/b.ts', 'partial/c.ts');
    save('part/deep/b.ts', 1);
    save('partial/c.ts', 2);
    save('part/new.ts', 3);
    assert.deepEqual(await recent('repo/part'), ['new.ts', 'deep/b.ts', 'a.ts']);
    symlinkSync(scratch.at('repo/part'), scratch.at('link'));
    assert.deepEqual(await recent('link'), ['new.ts', 'deep/b.ts', 'a.ts']);
  });

  it('answers for a worktree, and for a repository without a commit', async () => {
    start();
    save('first.ts', 1);
    assert.deepEqual(await recent(), ['first.ts']);
    commit('first.ts');
    git('worktree', 'add', '-q', scratch.at('tree'), '-b', 'other');
    scratch.write('tree/second.ts', 'x');
    assert.deepEqual(await recent('tree'), ['second.ts', 'first.ts']);
  });

  it('answers nothing outside of a repository, in a missing folder and without git', async () => {
    scratch.write('plain/a.ts', 'x');
    assert.deepEqual(await recent('plain'), []);
    assert.deepEqual(await recent('missing'), []);
    start();
    commit('a.ts');
    process.env.PATH = scratch.at('plain');
    assert.deepEqual(await recent(), []);
  });

  it('is not led astray by the variables of a hook', async () => {
    start();
    commit('a.ts');
    process.env.GIT_DIR = scratch.at('elsewhere');
    process.env.GIT_WORK_TREE = scratch.at('elsewhere');
    assert.deepEqual(await recent(), ['a.ts']);
  });

  it('runs no program that the repository names, and takes no lock', async () => {
    start();
    commit('a.ts', 'b.ts');
    const program = scratch.write('program', `#!/bin/sh\ntouch '${scratch.at('ran')}'\ncat\n`);
    chmodSync(program, 0o755);
    scratch.write('repo/.git/info/attributes', '* filter=a filter=b.c diff=d\n');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'diff.d.textconv',
      'filter.a.clean',
      'filter.b.c.clean',
      'filter.b.c.process',
    ])
      git('config', key, program);
    for (const hook of ['post-index-change', 'pre-commit'])
      chmodSync(scratch.write(`repo/.git/hooks/${hook}`, `#!/bin/sh\ntouch '${scratch.at('ran')}'\n`), 0o755);
    // The same length and another time: git has to compare the content.
    save('a.ts', 1);
    save('b.ts', 2);
    const before = readdirSync(scratch.at('repo/.git')).sort();
    const found = await recent();
    assert.deepEqual(found, ['b.ts', 'a.ts']);
    assert.ok(!existsSync(scratch.at('ran')), 'nothing was started');
    assert.deepEqual(readdirSync(scratch.at('repo/.git')).sort(), before);
    git('status');
    assert.ok(existsSync(scratch.at('ran')), 'git alone would have started it');
  });

  it('does not ask for what is changed where a filter cannot be turned off', async () => {
    start();
    commit('a.ts');
    save('b.ts', 1);
    git('config', 'filter.x=y.clean', 'cat');
    assert.deepEqual(await recent(), ['a.ts']);
  });

  it('gives a git that hangs up after its time, and at once on the signal', async () => {
    start();
    commit('a.ts');
    const bin = scratch.write('bin/git', '#!/bin/sh\nsleep 3 & wait\n');
    chmodSync(bin, 0o755);
    process.env.PATH = [scratch.at('bin'), environment.PATH].join(delimiter);
    assert.deepEqual(
      await recentFiles(scratch.at('repo'), never, 10, { timeoutMs: 100, maxBytes: 1000 }),
      [],
    );
    const stop = new AbortController();
    const waiting = recentFiles(scratch.at('repo'), stop.signal, 10);
    stop.abort();
    await assert.rejects(waiting, { code: 'aborted' });
    await assert.rejects(recentFiles(scratch.at('repo'), stop.signal, 10), { code: 'aborted' });
  });

  it('keeps the beginning of an answer that is too long', async () => {
    start();
    commit(...Array.from({ length: 50 }, (_, n) => `${'long'.repeat(20)}${n}.ts`));
    commit('latest.ts');
    const found = await recentFiles(scratch.at('repo'), never, 10, { timeoutMs: 3_000, maxBytes: 200 });
    assert.equal(found[0], 'latest.ts');
  });
});

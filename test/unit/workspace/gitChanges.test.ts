import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { changedFiles } from '../../../server/src/workspace/gitChanges';
import { ScratchFolder } from '../scratchFolder';

describe('changedFiles', () => {
  let scratch: ScratchFolder;
  const never = new AbortController().signal;
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: scratch.path, stdio: 'ignore' });
  };
  const commit = (path: string, text: string): void => {
    scratch.write(path, text);
    git('add', '-A');
    git('commit', '-m', path);
  };
  const changed = async (folder = scratch.path): Promise<string[]> =>
    (await changedFiles(folder, never)).sort();

  beforeEach(() => {
    scratch = new ScratchFolder();
    git('init', '-b', 'main');
    commit('src/a.ts', 'a');
  });
  afterEach(() => scratch.remove());

  it('names what the branch, the index and the disk have that the trunk had not', async () => {
    git('checkout', '-b', 'topic');
    commit('src/b.ts', 'b');
    scratch.write('src/a.ts', 'changed');
    scratch.write('new file.ts', 'new');
    git('checkout', '-q', 'topic');
    assert.deepEqual(await changed(), ['new file.ts', 'src/a.ts', 'src/b.ts']);
  });

  it('leaves out what only the trunk has changed since', async () => {
    git('checkout', '-b', 'topic');
    commit('src/b.ts', 'b');
    git('checkout', 'main');
    commit('src/c.ts', 'c');
    git('checkout', 'topic');
    assert.deepEqual(await changed(), ['src/b.ts']);
  });

  it('names what is not committed on the trunk itself', async () => {
    scratch.write('src/a.ts', 'changed');
    assert.deepEqual(await changed(), ['src/a.ts']);
  });

  it('names paths relative to a folder inside of the repository', async () => {
    scratch.write('src/a.ts', 'changed');
    scratch.write('other.ts', 'outside');
    assert.deepEqual(await changed(scratch.at('src')), ['a.ts']);
  });

  it('runs no program that the repository names', async () => {
    const program = scratch.write('run.sh', `#!/bin/sh\necho ran > ${scratch.at('ran')}\n`);
    git('config', 'core.fsmonitor', `sh ${program}`);
    git('config', 'diff.external', `sh ${program}`);
    scratch.write('src/a.ts', 'changed');
    assert.deepEqual(await changed(), ['run.sh', 'src/a.ts']);
  });

  it('says that there is no repository', async () => {
    rmSync(scratch.at('.git'), { recursive: true });
    await assert.rejects(changed(), { code: 'no-repository', message: /git repository/ });
  });

  it('ends on the signal', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(changedFiles(scratch.path, stop.signal), { code: 'aborted' });
  });
});

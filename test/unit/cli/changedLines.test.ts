import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { changedSince, isChanged, readDiff } from '../../../server/src/cli/changedLines';
import { UsageError } from '../../../server/src/cli/usageError';
import type { DuplicateMember } from '../../../server/src/duplicates/duplicateGroup';
import { ScratchFolder } from '../scratchFolder';

function at(path: string, startLine: number, endLine: number): DuplicateMember {
  return {
    folder: '/f',
    path,
    startLine,
    endLine,
    nameLine: startLine,
    symbol: '',
    container: '',
    kind: 'function',
    language: 'c',
    tokens: 9,
  };
}

describe('readDiff', () => {
  it('reads new lines, and where lines were taken away', () => {
    const diff = [
      '--- a.ts',
      '+++ a.ts',
      '@@ -1 +1,2 @@',
      '@@ -9,2 +10,0 @@',
      '--- b.ts',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
    ].join('\n');
    assert.deepEqual(
      [...readDiff(diff)],
      [
        [
          'a.ts',
          [
            { from: 1, to: 2 },
            { from: 10, to: 10 },
          ],
        ],
      ],
    );
  });
});

describe('changedSince', () => {
  const scratch = new ScratchFolder();
  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
    execFileSync('git', [...who, ...args], { cwd: scratch.path, stdio: 'ignore' });
  };

  before(() => {
    git('init');
    scratch.write('sub/a b.ts', 'one\ntwo\nthree\n');
    scratch.write('other.ts', 'one\n');
    git('add', '.');
    git('commit', '-m', 'first');
    scratch.write('sub/a b.ts', 'one\nTWO\nthree\n');
    scratch.write('sub/ü.ts', 'new\n');
  });

  after(() => scratch.remove());

  it('tells changed lines and new files, relative to the folder', async () => {
    const changed = await changedSince(scratch.at('sub'), 'HEAD');
    assert.deepEqual([...changed.keys()].sort(), ['a b.ts', 'ü.ts']);
    assert.ok(isChanged(changed, at('a b.ts', 1, 2)));
    assert.equal(isChanged(changed, at('a b.ts', 3, 3)), false);
    assert.ok(isChanged(changed, at('ü.ts', 1, 1)));
    assert.equal(isChanged(changed, at('other.ts', 1, 1)), false);
  });

  it('rejects a revision that is not there, and one that is an option', async () => {
    await assert.rejects(changedSince(scratch.path, 'nowhere'), UsageError);
    await assert.rejects(changedSince(scratch.path, '--output=x'), UsageError);
  });
});

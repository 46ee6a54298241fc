import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { walk } from '../../../server/src/workspace/walker';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

/** What the walker finds below a folder, sorted. */
async function walked(root: string, globs: readonly string[] = []): Promise<string[]> {
  const rules = await IgnoreRules.load(root, globs);
  const paths: string[] = [];
  for await (const { path } of walk({
    root,
    rules,
    reader: directFolderReader,
    onSkip: () => undefined,
    signal: never,
  }))
    paths.push(path);
  return paths.sort();
}

/** What git lists below a folder, sorted: tracked files and those that its rules do not ignore. */
function listedByGit(root: string): string[] {
  const listing = execFileSync(
    'git',
    ['-c', 'core.quotePath=false', 'ls-files', '-co', '-z', '--exclude-standard'],
    // No rules of the machine that the test happens to run on.
    { cwd: root, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } },
  );
  return listing.split('\0').filter(Boolean).sort();
}

describe('ignore rules', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  function write(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) scratch.write(path, content);
  }

  function initGit(): void {
    execFileSync('git', ['init', '-q'], { cwd: scratch.path });
  }

  /** Empty files at these paths. */
  function touch(...paths: string[]): void {
    for (const path of paths) scratch.write(path, '');
  }

  describe('follow git itself', () => {
    beforeEach(initGit);

    const cases: Record<string, { rules: Record<string, string>; files: string[] }> = {
      'names, suffixes and comments': {
        rules: { '.gitignore': '# comment\n*.log\nsecret.txt\n\n\\#kept\n' },
        files: ['a.log', 'a.ts', 'deep/b.log', 'deep/secret.txt', 'deep/secret.txt.md', '#kept', 'kept'],
      },
      'patterns for folders alone': {
        rules: { '.gitignore': 'out/\ntmp\n' },
        files: ['out/a.ts', 'src/out/b.ts', 'src/out.ts', 'lib/out', 'tmp', 'a/tmp/x.ts'],
      },
      'patterns anchored by a slash': {
        rules: { '.gitignore': '/out\nsrc/gen\n/lib/*.js\n' },
        files: ['out/a.ts', 'src/out/b.ts', 'src/gen/c.ts', 'x/src/gen/d.ts', 'lib/a.js', 'lib/x/b.js'],
      },
      'double stars': {
        rules: { '.gitignore': '**/cache\nlogs/**\nfoo/**/bar\n**/x/*.tmp\n' },
        files: [
          'cache/a',
          'a/b/cache/c',
          'logs/a',
          'logs/b/c',
          'foo/bar',
          'foo/a/b/bar',
          'q/x/a.tmp',
          'q/x/y/a.tmp',
        ],
      },
      negations: {
        rules: { '.gitignore': '*.txt\n!keep.txt\nbuild/\n!build/keep.ts\ndata/*\n!data/seed.sql\n' },
        files: ['a.txt', 'keep.txt', 'd/keep.txt', 'build/keep.ts', 'data/x.sql', 'data/seed.sql'],
      },
      'nested files, the nearest with the last word': {
        rules: {
          '.gitignore': '*.gen\nvendor/\n',
          'a/.gitignore': '!special.gen\nlocal\n',
          'a/b/.gitignore': 'special.gen\n!local\n/only-here\n',
        },
        files: [
          'x.gen',
          'a/special.gen',
          'a/b/special.gen',
          'a/local',
          'a/b/local',
          'a/b/only-here',
          'a/b/c/only-here',
          'vendor/lib.ts',
          'a/vendor/lib.ts',
        ],
      },
      'character classes, question marks and escapes': {
        rules: { '.gitignore': '[ab]?.ts\n*.[oa]\n\\!bang\nspace\\ \ntrailing   \nx[!0-9]\n' },
        files: ['a1.ts', 'c1.ts', 'a12.ts', 'x.o', 'x.a', 'x.b', '!bang', 'space ', 'trailing', 'x1', 'xy'],
      },
      'letter case': {
        rules: { '.gitignore': 'Build\nREADME*\n' },
        files: ['Build/a.ts', 'build/b.ts', 'readme.md', 'README.md'],
      },
      'rules with carriage returns and a byte order mark': {
        rules: { '.gitignore': '\uFEFF*.log\r\ndist/\r\n' },
        files: ['a.log', 'dist/a.ts', 'src/a.ts'],
      },
      'a rule for everything and what is let back in': {
        rules: { '.gitignore': '/*\n!/src\n!/.gitignore\n/src/*\n!/src/app\n' },
        files: ['a.ts', 'src/b.ts', 'src/app/c.ts', 'src/app/deep/d.ts', 'docs/e.md'],
      },
      'hidden files and names in other scripts': {
        rules: { '.gitignore': '.*\n!.gitignore\n!.github\nzażółć/\n' },
        files: ['.env', '.github/w.yml', 'a/.hidden', 'zażółć/a.ts', 'grüße.ts', '日本.ts'],
      },
    };

    for (const [name, { rules, files }] of Object.entries(cases))
      it(name, async () => {
        touch(...files);
        write(rules);
        assert.deepEqual(await walked(scratch.path), listedByGit(scratch.path));
      });

    it('the exclude file of the repository', async () => {
      touch('a.ts', 'notes.txt', 'deep/notes.txt', 'kept/notes.txt');
      write({ 'kept/.gitignore': '!notes.txt\n' });
      appendFileSync(scratch.at('.git/info/exclude'), 'notes.txt\n');
      const found = await walked(scratch.path);
      assert.deepEqual(found, listedByGit(scratch.path));
      assert.ok(found.includes('kept/notes.txt') && !found.includes('notes.txt'));
    });

    it('the rules above a folder that is opened inside the repository', async () => {
      touch('packages/app/src/a.ts', 'packages/app/src/a.log', 'packages/app/gen/b.ts', 'packages/gen/c.ts');
      write({ '.gitignore': '*.log\n/packages/app/gen\n', 'packages/.gitignore': 'tmp\n' });
      touch('packages/app/tmp/d.ts');
      appendFileSync(scratch.at('.git/info/exclude'), 'packages/app/private.ts\n');
      touch('packages/app/private.ts');
      const app = scratch.at('packages/app');
      assert.deepEqual(await walked(app), listedByGit(app));
      assert.deepEqual(await walked(app), ['src/a.ts']);
    });
  });

  it('read git’s rules where there is no repository', async () => {
    touch('a.ts', 'b.log');
    write({ '.gitignore': '*.log' });
    assert.deepEqual(await walked(scratch.path), ['.gitignore', 'a.ts']);
  });

  it('leave out dependencies and lock files that git does not know of', async () => {
    touch('a.ts', 'node_modules/x/index.js', 'web/node_modules/y.js', 'package-lock.json', 'lib.min.js');
    assert.deepEqual(await walked(scratch.path), ['a.ts']);
  });

  it('leave out what stands for the repository in a worktree or a submodule', async () => {
    touch('a.ts', '.gitattributes', 'module/b.ts');
    write({
      '.git': 'gitdir: ../elsewhere/.git/worktrees/x\n',
      'module/.git': 'gitdir: ../.git/modules/m\n',
    });
    assert.deepEqual(await walked(scratch.path), ['.gitattributes', 'a.ts', 'module/b.ts']);
  });

  it('let .akinignore have the last word, both ways', async () => {
    initGit();
    touch(
      'gen/a.ts',
      'gen/deep/b.ts',
      'gen/deep/c.log',
      'src/d.ts',
      'docs/e.md',
      'node_modules/own/f.js',
      'n.js',
    );
    write({ '.gitignore': 'gen/\n*.log\n', '.akinignore': '!gen/\n!node_modules/\ndocs/\n.*ignore\n' });
    assert.deepEqual(await walked(scratch.path), [
      'gen/a.ts',
      'gen/deep/b.ts',
      'n.js',
      'node_modules/own/f.js',
      'src/d.ts',
    ]);
  });

  it('let a nested .akinignore speak for its folder alone', async () => {
    touch('a/x.sql', 'b/x.sql');
    write({ 'a/.akinignore': '*.sql\n.*ignore\n' });
    assert.deepEqual(await walked(scratch.path), ['b/x.sql']);
  });

  it('leave out what the globs of settings name', async () => {
    touch('a.ts', 'src/fixtures/b.ts', 'fixtures/c.ts', 'd.snap', 'x/.hidden/e.ts');
    assert.deepEqual(await walked(scratch.path, ['**/fixtures', '**/*.snap', '**/.hidden/**']), ['a.ts']);
  });

  it('say of one path whether a parent folder leaves it out', async () => {
    write({ '.gitignore': 'out/\n', 'src/.gitignore': 'gen\n' });
    touch('src/a.ts', 'src/gen/b.ts');
    const rules = await IgnoreRules.load(scratch.path, []);
    assert.equal(await rules.ignoresDeep('src/a.ts'), false);
    assert.equal(await rules.ignoresDeep('src/gen/b.ts'), true);
    assert.equal(await rules.ignoresDeep('src/gen/'), true);
    assert.equal(await rules.ignoresDeep('out/deep/c.ts'), true);
    assert.equal(await rules.ignoresDeep('not/there.ts'), false);
  });

  it('know the files that hold rules', () => {
    assert.ok(IgnoreRules.isRuleFile('.gitignore'));
    assert.ok(IgnoreRules.isRuleFile('a/b/.akinignore'));
    assert.ok(!IgnoreRules.isRuleFile('a/gitignore'));
  });

  it('do without the rules of a file that is none', async () => {
    touch('.gitignore/a.ts', 'b.ts');
    execFileSync('mkfifo', [scratch.at('.akinignore')]);
    assert.deepEqual(await walked(scratch.path), ['.gitignore/a.ts', 'b.ts']);
  });
});

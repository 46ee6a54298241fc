import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, total } from '../unit/duplicates/codeFolder';
import { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';

const cli = join(packageRoot, 'dist', 'cli.js');

/** Copies of two functions, `total` and `parse`: two groups. */
const files = { 'a/cart.ts': total, 'b/order.ts': total, 'a/mail.ts': parse, 'b/page.ts': parse };

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe('akin duplicates', () => {
  const scratch = new ScratchFolder();
  const project = scratch.at('project');
  const baseline = join(project, '.akin', 'duplicates-baseline.json');

  before(() => {
    for (const [path, text] of Object.entries(files)) scratch.write(`project/${path}`, `${text}\n`);
  });
  after(() => scratch.remove());

  function duplicates(...args: string[]): Outcome {
    const env = { ...process.env, AKIN_STORAGE: scratch.at('storage') };
    const command = [cli, 'duplicates', project, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env });
    return { code: status, stdout, stderr };
  }

  const groupsOf = ({ stdout }: Outcome): unknown[] => (JSON.parse(stdout) as { groups: unknown[] }).groups;

  it('ends with 1 when there are more groups than may be there, and with 0 when there are not', () => {
    const found = duplicates('--json');
    assert.equal(found.code, 1, found.stderr);
    assert.equal(groupsOf(found).length, 2);
    assert.equal(duplicates('--json', '--fail-above', '1').code, 1);
    assert.equal(duplicates('--json', '--fail-above', '2').code, 0);
  });

  it('prints every pair of places for a scorer', () => {
    const pairs = JSON.parse(duplicates('--json', '--pairs').stdout) as Record<'a' | 'b', { file: string }>[];
    assert.deepEqual(pairs.map(({ a, b }) => [a.file, b.file].sort()).sort(), [
      ['a/cart.ts', 'b/order.ts'],
      ['a/mail.ts', 'b/page.ts'],
    ]);
  });

  const refused: [args: string[], reason: RegExp][] = [
    [['--min-similarity', '1.5'], /from 0 to 1/],
    [['--min-similarity', '-0.1'], /from 0 to 1/],
    [['--min-similarity', 'much'], /from 0 to 1/],
    [['--min-tokens', '2'], /whole number from 30 on/],
    [['--fail-above', '-1'], /from 0 on/],
    [['--kinds', 'exact,clones'], /clones/],
    [['--json', '--sarif'], /exclude each other/],
    [['--pairs'], /--json/],
    [['--changed-since', 'no-such-revision'], /no-such-revision|git/],
    [['--baseline', 'no-such-file.json'], /no-such-file/],
  ];
  for (const [args, reason] of refused)
    it(`ends with 2 and says why for ${args.join(' ')}`, () => {
      const { code, stdout, stderr } = duplicates(...args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr);
      assert.match(stderr, reason);
    });

  describe('with a baseline', () => {
    it('has nothing to tell once all is accepted', () => {
      assert.equal(duplicates('--update-baseline').code, 0);
      const found = duplicates('--json');
      assert.deepEqual([found.code, groupsOf(found)], [0, []]);
    });

    for (const [what, text, reason] of [
      ['is broken', '{"version": 1, "groups": [', /no JSON/],
      ['has another version', '{"version": 99, "groups": []}', /version 99/],
    ] as const)
      it(`says that it ${what}, accepts nothing, and leaves it as it is`, () => {
        scratch.write('project/.akin/duplicates-baseline.json', text);
        const found = duplicates('--json');
        assert.match(found.stderr, reason);
        assert.deepEqual([found.code, groupsOf(found).length], [1, 2]);
        assert.equal(readFileSync(baseline, 'utf8'), text);
      });

    it('keeps a broken one beside the new one', () => {
      scratch.write('project/.akin/duplicates-baseline.json', 'broken');
      assert.equal(duplicates('--update-baseline').code, 0);
      assert.equal(readFileSync(`${baseline}.bak`, 'utf8'), 'broken');
      assert.deepEqual(groupsOf(duplicates('--json')), []);
    });

    it('tells of a copy that was not there when it was written', () => {
      scratch.write('project/c/third.ts', `${total}\n`);
      const found = duplicates('--json');
      assert.deepEqual([found.code, groupsOf(found).length], [1, 1]);
    });
  });

  it('tells since a revision only of what has lines that are new', () => {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', project, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        encoding: 'utf8',
      });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'all');
    scratch.write('project/d/page.ts', `${parse}\n`);
    scratch.write('project/.akin/duplicates-baseline.json', '{"version": 1, "groups": []}');
    const found = duplicates('--json', '--changed-since', 'HEAD');
    assert.equal(groupsOf(found).length, 1, found.stderr);
    assert.match(found.stdout, /d\/page\.ts/);
    assert.equal(groupsOf(duplicates('--json')).length, 2);
  });
});

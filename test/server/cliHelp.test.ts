import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { ScratchFolder } from '../unit/scratchFolder';
import { runAkin, runProgram } from './akinCommand';
import { writeSampleProject } from './sampleProject';

const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** A contributor may do without a shell that he does not use; a machine that checks everything has all of them. */
const wanted = (shell: string): boolean => process.env.CI !== undefined || isInstalled(shell);

describe('help', () => {
  it('explains each command with examples that name it', () => {
    const { stdout } = runAkin([]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) [[<]/gm)].map(([, name]) => name ?? '');
    for (const name of ['index', 'search', 'similar', 'status', 'bench', 'mcp', 'completion'])
      assert.ok(commands.includes(name), name);
    for (const name of commands.filter((command) => command !== 'help')) {
      const help = runAkin(['help', name]);
      assert.equal(help.code, 0);
      assert.equal(help.stdout, runAkin([name, '--help']).stdout);
      assert.match(help.stdout, new RegExp(`Examples:\\n(?: {2}.*\\n)* {2}.*akin ${name}`), name);
    }
  });

  it('tells the exit codes', () => {
    for (const text of [runAkin(['--help']).stdout, runAkin(['--man']).stdout])
      for (const code of ['0', '1', '2', '130'])
        assert.match(text, new RegExp(`^(?: {2}|\\.B )${code}\\b`, 'm'));
  });

  it('is a manual page as well', () => {
    const { stdout } = runAkin(['--man']);
    assert.match(stdout, /^\.TH AKIN 1 /);
    for (const section of ['NAME', 'SYNOPSIS', 'COMMANDS', 'OPTIONS', 'EXIT STATUS', 'ENVIRONMENT'])
      assert.ok(stdout.includes(`\n.SH ${section}\n`), section);
    assert.ok(stdout.includes('\n.SS search [options] <folder> <query>\n'));
    assert.ok(stdout.includes('\n.B \\-n, \\-\\-limit <number>\n'));
    // A line that begins with a dot is a request, and these are all there are.
    const requests = new Set([...stdout.matchAll(/^\.\w+/gm)].map(([request]) => request));
    assert.deepEqual([...requests].sort(), [
      '.B',
      '.I',
      '.PP',
      '.RE',
      '.RS',
      '.SH',
      '.SS',
      '.TH',
      '.TP',
      '.fi',
      '.nf',
    ]);
  });
});

describe('completion', () => {
  let scratch: ScratchFolder;
  before(() => {
    scratch = new ScratchFolder();
    mkdirSync(scratch.at('here/some folder'), { recursive: true });
    mkdirSync(scratch.at('here/index'));
    scratch.write('here/file.ts', '');
    for (const shell of ['bash', 'zsh', 'fish'])
      scratch.write(`akin.${shell}`, runAkin(['completion', shell]).stdout);
  });
  after(() => scratch.remove());

  /** What the shell offers for the last word of a line. */
  type Complete = (...words: string[]) => string[];

  const inBash: Complete = (...words) => {
    const { stdout, stderr } = runProgram(
      'bash',
      [
        '--norc',
        '-c',
        'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _akin; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"',
        scratch.at('akin.bash'),
        ...words,
      ],
      {},
      scratch.at('here'),
    );
    assert.equal(stderr, '');
    return stdout.split('\n').filter((line) => line !== '');
  };

  const inFish: Complete = (...words) => {
    const script = 'source $argv[1]; complete -C $argv[2]';
    const line = words.join(' ');
    const args = ['--no-config', '-c', script, scratch.at('akin.fish'), line];
    const { stdout, stderr } = runProgram('fish', args, { HOME: scratch.path }, scratch.at('here'));
    assert.equal(stderr, '');
    return stdout
      .split('\n')
      .map((offer) => (offer.split('\t')[0] ?? '').replace(/\/$/, ''))
      .filter((offer) => offer !== '');
  };

  const inZsh: Complete = (...words) => {
    const { stdout } = runProgram(
      'zsh',
      ['-f', '-c', zshDriver, scratch.at('akin.zsh'), words.join(' ')],
      { HOME: scratch.path, TERM: 'dumb' },
      scratch.at('here'),
    );
    return [...stdout.matchAll(/<([^<>\n]*)>/g)].map(([, offer]) => (offer ?? '').replace(/\/$/, ''));
  };

  /** Presses the tabulator in a shell of its own and prints what would be inserted, each in angle brackets. */
  const zshDriver = `
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell 'PROMPT= RPROMPT=; autoload -Uz compinit && compinit -D -u; source "'$0'"'
    zpty -w shell 'compadd () { local -a offers; builtin compadd -O offers "$@"; print -n -r -- $'"'\\\\n'"'; print -l -r -- "<"$^offers">"; builtin compadd "$@"; }'
    zpty -w shell 'press () { zle complete-word; print DO""NE; }; zle -N press; bindkey "^I" press; print READ""Y'
    zpty -r -m shell line '*READY*'
    zpty -w -n shell "$1"$'\\t'
    zpty -r -m shell line '*DONE*'
    print -r -- "$line"
    zpty -d shell
  `;

  const completers: Record<string, Complete> = { bash: inBash, fish: inFish, zsh: inZsh };
  for (const [shell, complete] of Object.entries(completers).filter(([name]) => wanted(name)))
    describe(`in ${shell}`, () => {
      it('offers commands', () => {
        const offered = complete('akin', '');
        for (const name of ['index', 'search', 'similar', 'status', 'bench', 'mcp', 'completion', 'help'])
          assert.ok(offered.includes(name), `${name}: ${offered.join(', ')}`);
        assert.deepEqual(
          complete('akin', 'st').filter((offer) => offer.startsWith('st')),
          ['status'],
        );
      });

      it('offers the options of a command, and no others', () => {
        const offered = complete('akin', 'search', '--');
        for (const option of ['--json', '--limit', '--lang', '--watch'])
          assert.ok(offered.includes(option), `${option}: ${offered.join(', ')}`);
        assert.ok(!complete('akin', 'status', '--').includes('--limit'));
      });

      it('offers values', () => {
        const languages = complete('akin', 'search', '.', 'x', '--lang', 'type');
        assert.deepEqual(languages.filter((offer) => offer.startsWith('type')).sort(), [
          'typescript',
          'typescriptreact',
        ]);
        assert.deepEqual(complete('akin', 'completion', '').sort(), ['bash', 'fish', 'zsh']);
        assert.ok(complete('akin', 'help', 'sea').includes('search'));
      });

      it('offers folders, and files where a place is meant', () => {
        const folders = complete('akin', 'index', '').map((offer) => offer.replace(/\\ /g, ' '));
        assert.ok(folders.includes('some folder') && folders.includes('index'), folders.join(', '));
        assert.ok(!folders.includes('file.ts'));
        assert.ok(complete('akin', 'similar', 'fi').some((offer) => offer.startsWith('file.ts')));
      });
    });

  it('is told which shells there are', () => {
    const { code, stderr } = runAkin(['completion', 'csh']);
    assert.equal(code, 2);
    assert.match(stderr, /bash, zsh, fish/);
  });
});

/** Like a function of the sample project, in another folder. */
const HASHING = `import hashlib


def hash_secret(secret, salt):
    """Derive the hash of a secret that is stored in the database."""
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, 200_000)
`;

describe('similar and bench', () => {
  let scratch: ScratchFolder;
  let project = '';
  let env: NodeJS.ProcessEnv;
  before(() => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
    scratch.write('project/tools/hashing.py', HASHING);
    env = { AKIN_STORAGE: scratch.at('storage') };
  });
  after(() => scratch.remove());

  it('similar shows code like that at a place, in the folder around it', () => {
    mkdirSync(scratch.at('project/.git'));
    const args = ['similar', 'passwords.py:6', '--json'];
    const { code, stdout, stderr } = runAkin(args, env, scratch.at('project/accounts'));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const hits = JSON.parse(stdout) as { path: string; symbol: string }[];
    assert.equal(hits[0]?.symbol, 'verify_password');
    assert.ok(
      hits.every(({ symbol }) => symbol !== 'hash_password'),
      'not itself',
    );
    assert.ok(
      hits.some(({ path }) => !path.startsWith('accounts/')),
      'the whole repository',
    );
    const narrow = runAkin([...args, '--folder', '.', '--limit', '1'], env, scratch.at('project/accounts'));
    assert.deepEqual(
      (JSON.parse(narrow.stdout) as { path: string }[]).map(({ path }) => path),
      ['passwords.py'],
    );
  });

  it('similar says which place it cannot take', () => {
    for (const [args, reason] of [
      [['accounts/passwords.py'], /is no place/],
      [['accounts/passwords.py:0'], /is no place/],
      [['accounts/nothing.py:1'], /There is no file/],
      [['accounts:1'], /There is no file/],
      [['accounts/passwords.py:6', '--folder', 'queue'], /is not in/],
      [['accounts/passwords.py:6000'], /no indexed code/],
    ] as [string[], RegExp][]) {
      const { code, stdout, stderr } = runAkin(['similar', ...args], env, project);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr);
      assert.match(stderr, reason);
    }
  });

  it('bench measures a folder and leaves nothing behind', () => {
    mkdirSync(scratch.at('tmp'));
    const { code, stdout, stderr } = runAkin(['bench', project, '--json'], {
      ...env,
      TMPDIR: scratch.at('tmp'),
    });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Record<string, number>;
    for (const key of ['files', 'chunks', 'indexSeconds', 'chunksPerSecond', 'storeBytes', 'queries'])
      assert.ok((report[key] ?? 0) > 0, key);
    assert.ok((report.queryP50Ms ?? 0) > 0 && (report.queryP95Ms ?? 0) >= (report.queryP50Ms ?? 0));
    assert.ok((report.peakMemoryBytes ?? 0) > 20e6, 'a process of Node is no smaller');
    assert.deepEqual(runProgram('ls', ['-A', scratch.at('tmp')]).stdout, '');
    mkdirSync(scratch.at('empty'), { recursive: true });
    const empty = runAkin(['bench', scratch.at('empty')], env);
    assert.equal(empty.code, 0);
    assert.match(empty.stdout, /Queries {2}none/);
  });
});

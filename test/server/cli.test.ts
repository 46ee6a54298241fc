import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';
import { sampleFileCount, writeSampleProject } from './sampleProject';

interface IndexReport {
  files: number;
  chunks: number;
  embedded: number;
  removed: number;
  skipped: Record<string, number>;
  seconds: number;
  storeBytes: number;
  model: string;
}

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe('command line', () => {
  let scratch: ScratchFolder;
  let project = '';
  beforeEach(() => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
  });
  afterEach(() => scratch.remove());

  const cli = join(packageRoot, 'dist', 'cli.js');

  function akin(...args: string[]): Outcome {
    const env = { ...process.env, AKIN_STORAGE: scratch.at('storage') };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', env });
    return { code: status, stdout, stderr };
  }

  /** Runs a command that must succeed and print one JSON value on one line. */
  function json(...args: string[]): unknown {
    const { code, stdout, stderr } = akin(...args, '--json');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.equal(stdout.trimEnd().split('\n').length, 1);
    return JSON.parse(stdout);
  }

  const index = (...more: string[]): IndexReport => json('index', project, ...more) as IndexReport;

  function assertRefused(outcome: Outcome, reason: RegExp): void {
    assert.deepEqual({ code: outcome.code, stdout: outcome.stdout }, { code: 2, stdout: '' }, outcome.stderr);
    assert.match(outcome.stderr, /^akin: [^\n]+\n$/, 'one line');
    assert.match(outcome.stderr, reason);
  }

  it('takes filters in the query, and explains a wrong one', () => {
    const hits = json('search', project, 'lang:python "stored hash" login') as { symbol: string }[];
    assert.deepEqual(
      hits.map(({ symbol }) => symbol),
      ['verify_password'],
    );
    for (const [query, message] of [
      ['kind:thing x', /no kind “thing”; one of function/],
      ['in:open x', /works in an editor alone/],
      ['changed: x', /git repository/],
    ] as const) {
      const { code, stderr } = akin('search', project, query);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });

  it('indexes a folder and says what it did', () => {
    const report = index();
    assert.deepEqual(Object.keys(report).sort(), [
      'chunks',
      'embedded',
      'files',
      'model',
      'removed',
      'seconds',
      'skipped',
      'storeBytes',
    ]);
    assert.equal(report.files, sampleFileCount);
    assert.equal(report.embedded, report.chunks);
    assert.ok(report.chunks >= 7 && report.seconds > 0 && report.storeBytes > 0);
    assert.deepEqual([report.removed, report.skipped], [0, {}]);
    assert.match(report.model, /^akin-static-v2@/);
  });

  it('embeds nothing when the folder is opened again', () => {
    const first = index();
    const second = index();
    assert.deepEqual([second.embedded, second.removed], [0, 0]);
    assert.deepEqual([second.files, second.chunks], [first.files, first.chunks]);
    const file = join(project, 'src/settings.ts');
    utimesSync(file, 1_000, 1_000);
    assert.equal(index().embedded, 0, 'another time is no other content');
  });

  it('embeds only the changed chunks of an edited file', () => {
    const before = index();
    scratch.write(
      'project/geometry/shape.go',
      `package geometry

// Area of a rectangle with these sides.
func Area(width, height float64) float64 {
	return width * height
}

// Perimeter of a rectangle with these sides.
func Perimeter(width, height float64) float64 {
	return 2 * (width + height)
}

// Distance between two points in the plane.
func Distance(x1, y1, x2, y2 float64) float64 {
	return math.Hypot(x2-x1, y2-y1)
}
`,
    );
    const after = index();
    assert.equal(after.chunks, before.chunks + 1);
    assert.equal(after.embedded, 1);
  });

  it('embeds nothing of a clone of what another folder has, nor what a branch has back', () => {
    const first = index();
    const clone = scratch.at('clone');
    cpSync(project, clone, { recursive: true });
    const cloned = json('index', clone) as IndexReport;
    assert.deepEqual([cloned.chunks, cloned.embedded], [first.chunks, 0]);
    const file = join(clone, 'src/settings.ts');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replaceAll('Settings', 'Options'));
    assert.ok((json('index', clone) as IndexReport).embedded > 0);
    writeFileSync(file, before);
    assert.equal((json('index', clone) as IndexReport).embedded, 0);
  });

  it('counts files that are gone and that are renamed', () => {
    const before = index();
    rmSync(join(project, 'queue'), { recursive: true });
    const after = index();
    assert.deepEqual([after.removed, after.files, after.embedded], [1, before.files - 1, 0]);
  });

  it('counts what it skips by reason', () => {
    scratch.write('project/picture.bin', Uint8Array.of(1, 0, 2, 0));
    scratch.write('project/empty.ts', '');
    scratch.write('project/bundle.js', 'var a=1;'.repeat(100_000));
    scratch.write('project/model.pb.go', '// Code generated by protoc-gen-go. DO NOT EDIT.\npackage model\n');
    const huge = openSync(scratch.at('project/server.log'), 'w');
    ftruncateSync(huge, 200 * 1024 * 1024);
    closeSync(huge);
    scratch.write('project/large-bundle.js', 'x'.repeat(5 * 1024 * 1024));
    execFileSync('mkfifo', [scratch.at('project/pipe')]);
    symlinkSync('nowhere', scratch.at('project/dangling'));
    symlinkSync('..', scratch.at('project/src/loop'));
    scratch.write(
      'project/latin1.py',
      Buffer.from('# caf\xe9\ndef brew(caf\xe9):\n    return 1\n', 'latin1'),
    );
    scratch.write(
      'project/wide.cs',
      Buffer.from('\uFEFFclass Wide { int Width() { return 1; } }\n', 'utf16le'),
    );
    const report = index();
    assert.deepEqual(report.skipped, {
      binary: 1,
      empty: 1,
      generated: 1,
      'larger than the limit': 2,
      minified: 1,
      'not a regular file': 1,
      unreadable: 1,
    });
    assert.equal(report.files, sampleFileCount + 2);
    assert.equal(index().embedded, 0);
  });

  it('indexes an empty folder', () => {
    mkdirSync(scratch.at('empty'));
    const report = json('index', scratch.at('empty')) as IndexReport;
    assert.deepEqual([report.files, report.chunks, report.embedded], [0, 0, 0]);
    assert.equal(akin('search', scratch.at('empty'), 'anything').code, 1);
  });

  it('says the same to a person', () => {
    const { code, stdout, stderr } = akin('index', project);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^4 files, \d+ chunks: \d+ chunks embedded and 0 files removed in \d+\.\d s; /);
  });

  it('answers a search as JSON, indexing first', () => {
    const hits = json('search', project, 'check the login of a user', '--limit', '3') as Record<
      string,
      unknown
    >[];
    assert.ok(hits.length > 0 && hits.length <= 3);
    const [hit] = hits;
    assert.deepEqual(Object.keys(hit ?? {}), [
      'path',
      'startLine',
      'endLine',
      'score',
      'symbol',
      'kind',
      'language',
      'preview',
      'reasons',
      'matches',
    ]);
    const { path, startLine, endLine, symbol, kind, language } = hit ?? {};
    assert.deepEqual(
      { path, startLine, endLine, symbol, kind, language },
      {
        path: 'accounts/passwords.py',
        startLine: 9,
        endLine: 11,
        symbol: 'verify_password',
        kind: 'function',
        language: 'python',
      },
    );
    assert.ok(Array.isArray(hit?.reasons) && hit.reasons.length > 0);
    const { matches } = hit as { matches: { line: number; start: number; end: number }[] };
    assert.ok(matches.length > 0);
    for (const { line, start, end } of matches) assert.ok(line >= 9 && line <= 11 && start < end);
  });

  it('answers a search to a person with place, name and reasons', () => {
    const { code, stdout } = akin('search', project, 'retryWithBackoff');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^1\. src\/settings\.ts:8-\d+ {2}retryWithBackoff \(function\)\n {3}defines retryWithBackoff/,
    );
  });

  it('narrows a search by language, kind and globs', () => {
    const languages = (...more: string[]): unknown[] =>
      (json('search', project, 'password area settings queue', ...more) as { language: string }[]).map(
        ({ language }) => language,
      );
    assert.deepEqual([...new Set(languages('--lang', 'go', 'python'))].sort(), ['go', 'python']);
    assert.deepEqual([...new Set(languages('--include', 'queue/**'))], ['java']);
    assert.ok(!languages('--exclude', '**/*.py').includes('python'));
  });

  it('ends with 1 when nothing is found', () => {
    for (const query of ['', '   ', '?!']) {
      const { code, stdout, stderr } = akin('search', project, query, '--json');
      assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: '[]\n', stderr: '' });
    }
    assert.equal(akin('search', project, 'x', '--lang', 'cobol').code, 1);
  });

  it('searches what is stored without looking for changes when asked to', () => {
    index();
    scratch.write('project/new.py', 'def brand_new():\n    pass\n');
    const symbols = (...more: string[]): string[] =>
      (json('search', project, 'brand_new password', ...more) as { symbol: string }[]).map(
        ({ symbol }) => symbol,
      );
    assert.ok(!symbols('--no-update').includes('brand_new'));
    assert.ok(symbols().includes('brand_new'));
  });

  it('survives odd queries', () => {
    index();
    for (const query of ['x', 'x'.repeat(10_000), '🔑', `it's "quoted"`, '(a+)+$', '--', 'a\nb'])
      assert.ok(
        [0, 1].includes(akin('search', project, '--no-update', '--', query).code ?? 2),
        query.slice(0, 20),
      );
  });

  it('tells the state of an index without bringing it up to date', () => {
    const status = (): Record<string, unknown> => json('status', project) as Record<string, unknown>;
    index();
    const before = status();
    assert.equal(before.state, 'ready');
    assert.deepEqual([before.filesDone, before.filesTotal], [sampleFileCount, sampleFileCount]);
    for (const key of ['chunks', 'stage', 'skipped', 'storeBytes', 'model']) assert.ok(key in before, key);
    scratch.write('project/new.py', 'def brand_new():\n    pass\n');
    const after = status();
    assert.deepEqual([after.filesDone, after.filesTotal, after.chunks], [4, 5, before.chunks]);
    assert.match(String(after.message), /1 file to index/);
  });

  it('refuses folders that nobody means, says why in one line, and how to insist', () => {
    for (const command of [['index'], ['search', 'x'], ['status']]) {
      const [name = '', ...rest] = command;
      assertRefused(akin(name, scratch.at('missing'), ...rest), /does not exist/);
      assertRefused(akin(name, join(project, 'src/settings.ts'), ...rest), /is a file/);
      assertRefused(akin(name, homedir(), ...rest), /home directory.*--force/);
      assertRefused(akin(name, '/', ...rest), /root of a drive.*--force/);
    }
  });

  it('refuses what it does not understand in one line', () => {
    assertRefused(akin('serch', project, 'x'), /unknown command 'serch' \(Did you mean search\?\)/);
    assertRefused(akin('index'), /folder/);
    assertRefused(akin('search', project), /query/);
    assertRefused(akin('index', project, '--jsno'), /unknown option/);
    assertRefused(akin('search', project, 'x', '--limit', '0'), /limit/);
    assertRefused(akin('search', project, 'x', '--limit', 'many'), /limit/);
    assertRefused(akin('duplicates', project, '--kinds', 'exact,nearly'), /nearly/);
  });

  it('prints help and version', () => {
    for (const args of [[], ['--help'], ['help', 'index'], ['index', '--help'], ['--version'], ['--man']]) {
      const { code, stdout, stderr } = akin(...args);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.ok(stdout.length > 0);
    }
  });

  it('works by keywords with a model folder that is broken, and says so on the error stream', () => {
    mkdirSync(scratch.at('model'));
    const { code, stdout, stderr } = akin(
      'search',
      project,
      'hash_password',
      '--json',
      '--model',
      scratch.at('model'),
    );
    assert.equal(code, 0);
    assert.match(stderr, /keywords only/);
    assert.equal((JSON.parse(stdout) as { symbol: string }[])[0]?.symbol, 'hash_password');
    assert.deepEqual(index().embedded > 0, true, 'the real model embeds afterwards');
  });

  it('keeps one index for each model and version until the present one is complete', () => {
    index();
    const folder = scratch.at(`storage/indexes/${readdirSync(scratch.at('storage/indexes'))[0] ?? ''}`);
    const [note, present = ''] = readdirSync(folder).sort();
    mkdirSync(join(folder, 'v0.0-000000000000', 'chunks.lance'), { recursive: true });
    index();
    assert.equal(note, 'used.json');
    assert.deepEqual(
      readdirSync(folder).sort(),
      [note, present],
      'the lock is released and the other version removed',
    );
  });

  it('lists the indexes of all folders and removes one', async () => {
    const empty = akin('indexes');
    assert.deepEqual([empty.code, empty.stdout], [0, '0 indexes, 0 B\n']);
    const { storeBytes } = index();
    json('index', scratch.write('other/a.ts', 'export const a = 1;\n').replace(/\/a\.ts$/, ''));
    rmSync(scratch.at('other'), { recursive: true });
    const listed = json('indexes') as {
      indexes: { name: string; folder: string; folderExists: boolean; bytes: number; lastUsed: string }[];
      totalBytes: number;
    };
    const [gone, present] = listed.indexes;
    assert.deepEqual(
      [gone?.folder, gone?.folderExists, present?.folder, present?.folderExists],
      [scratch.at('other'), false, project, true],
    );
    assert.ok((present?.bytes ?? 0) >= storeBytes);
    assert.equal(listed.totalBytes, (gone?.bytes ?? 0) + (present?.bytes ?? 0));
    assert.ok(Math.abs(Date.parse(present?.lastUsed ?? '') - Date.now()) < 600_000);
    const { stdout } = akin('indexes');
    assert.match(
      stdout,
      /^other-\S+ +[\d.]+ k?B +\d{4}-\d\d-\d\d +\S+other \(gone\)\nproject-.*\n2 indexes, .*B\n$/,
    );

    const name = present?.name ?? '';
    assertRefused(akin('indexes', '--remove', '../indexes'), /no index/);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const lock = scratch.write(`storage/indexes/${name}/writer.lock`, String(child.pid));
    assertRefused(akin('indexes', '--remove', name), /in use/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(lock);
    assert.equal((json('indexes', '--remove', name) as { removed: string }).removed, name);
    assert.deepEqual(readdirSync(scratch.at('storage/indexes')), [gone?.name]);
    index();
    assert.deepEqual(
      readdirSync(scratch.at('storage/indexes')).sort(),
      [gone?.name, name].sort(),
      'it is made anew',
    );
  });

  it('ends quietly when nobody reads its answer any more', async () => {
    index();
    const child = spawn(process.execPath, [cli, 'search', project, 'password', '--limit', '100'], {
      env: { ...process.env, AKIN_STORAGE: scratch.at('storage') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await once(child, 'close');
    assert.equal(stderr, '');
  });

  it('can be interrupted in the middle, and goes on from there', async () => {
    for (let i = 0; i < 1_500; i++)
      scratch.write(`project/many/f${i}.ts`, `export function many${i}() {\n  return ${i};\n}\n`);
    const child = spawn(process.execPath, [cli, 'index', project, '--verbose'], {
      env: { ...process.env, AKIN_STORAGE: scratch.at('storage') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A pause leaves the processor to the command.
    while (!hasData(scratch.at('storage'))) await delay(5);
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    assert.deepEqual({ code, signal }, { code: 130, signal: null });
    const report = index();
    assert.equal(report.files, 1_500 + sampleFileCount);
    assert.ok((json('search', project, 'many77', '--limit', '200') as unknown[]).length > 0);
  });
});

/** Whether a first batch of chunks was stored below a folder. */
function hasData(storage: string): boolean {
  return (
    existsSync(storage) &&
    readdirSync(storage, { recursive: true }).some((path) => /chunks\.lance.data./.test(String(path)))
  );
}

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver-protocol/node';
import { ScratchFolder } from '../unit/scratchFolder';
import { indexByCommand } from './indexCommand';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, type IndexContent, undisturbed } from './sameIndex';

const FILES = 60;

/** A day. */
const DAY_MS = 24 * 3_600_000;

describe('server: changes that come in an odd way', function () {
  this.timeout(180_000);
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  let server: LanguageServerProcess | undefined;

  beforeEach(() => {
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', numbersBelow(FILES));
    folder = scratch.at('project');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(...folders: string[]): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({ folders, storagePath: scratch.at('storage') });
    await server.untilReady();
    return server;
  }

  /** Tells of files and waits until the server has dealt with them. */
  async function tell(running: LanguageServerProcess, paths: readonly string[]): Promise<void> {
    const began = running.nextWork();
    await running.changed(...paths.map((path) => join(folder, path)));
    await began;
    await running.untilReady();
  }

  /** What an index made just now holds. */
  async function freshContent(expected: readonly WrittenFile[]): Promise<IndexContent> {
    const fresh = await undisturbed(folder, scratch.at('undisturbed'), expected);
    rmSync(scratch.at('undisturbed'), { recursive: true });
    return fresh;
  }

  async function assertUpToDate(running: LanguageServerProcess, expected = files): Promise<void> {
    const fresh = await freshContent(expected);
    assert.deepEqual(await contentOf(running, folder, expected), fresh);
  }

  it('a file that grows while it is read ends as it ended', async () => {
    const running = await start(folder);
    const file = join(folder, 'growing.py');
    let lines = 0;
    const grow = async (): Promise<void> => {
      for (; lines < 2_000; lines++) {
        appendFileSync(file, `def zqgrown_${lines}(value):\n    return value + ${lines}\n\n`);
        if (lines % 100 === 0) await running.changed(file);
        await nextTurn();
      }
    };
    await grow();
    appendFileSync(file, 'def zqlastgrown(value):\n    return value\n');
    await tell(running, ['growing.py']);
    const [hit] = await running.search({ query: 'zqlastgrown' });
    assert.equal(hit?.symbol, 'zqlastgrown');
    await assertUpToDate(running);
  });

  it('a folder that is renamed keeps its vectors and no old path', async () => {
    const running = await start(folder);
    renameSync(join(folder, 'part1'), join(folder, 'renamed'));
    await tell(running, ['part1', 'renamed']);
    files = files.map(({ path, symbol }) => ({ path: path.replace(/^part1\//, 'renamed/'), symbol }));
    await assertUpToDate(running);
  });

  it('branches are switched there and back by git', async () => {
    const git = gitIn(folder);
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    git('checkout', '-q', '-b', 'other');
    writeManyFiles(scratch, 'project', numbersBelow(FILES / 2), 1);
    rmSync(join(folder, 'part2'), { recursive: true });
    const more = writeManyFiles(scratch, 'project', [FILES, FILES + 1, FILES + 2]);
    git('add', '-A');
    git('commit', '-q', '-m', 'two');
    const there = [...files.filter(({ path }) => !path.startsWith('part2/')), ...more];
    const ofOther = await freshContent(there);
    git('checkout', '-q', 'main');
    const ofMain = await freshContent(files);
    assert.notDeepEqual(ofOther, ofMain);
    const running = await start(folder);
    assert.deepEqual(await contentOf(running, folder, files), ofMain);
    const touched = [...files, ...more].map(({ path }) => path);
    for (let round = 0; round < 2; round++)
      for (const [branch, expected, fresh] of [
        ['other', there, ofOther],
        ['main', files, ofMain],
      ] as const) {
        git('checkout', '-q', branch);
        await tell(running, touched);
        assert.deepEqual(await contentOf(running, folder, expected), fresh, `${branch}, round ${round}`);
      }
  });

  it('a worktree of the same repository has an index of its own, and both follow their own files', async () => {
    const git = gitIn(folder);
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    const second = scratch.at('worktree');
    git('worktree', 'add', '-q', second);
    const running = await start(folder, second);
    const status = await running.untilReady();
    assert.equal(status.filesDone % 2, 0);
    const symbol = files[0]?.symbol ?? '';
    const hits = await running.search({ query: symbol });
    const found = hits.filter((hit) => hit.symbol === symbol).map(({ uri }) => uri);
    assert.deepEqual(
      found.sort(),
      [folder, second].map((at) => uriOf(join(at, files[0]?.path ?? ''))).sort(),
    );
    writeFileSync(join(second, 'only_there.py'), 'def zqonlythere():\n    return 1\n');
    const began = running.nextWork();
    await running.changed(join(second, 'only_there.py'));
    await began;
    await running.untilReady();
    const only = (await running.search({ query: 'zqonlythere' })).filter(
      (hit) => hit.symbol === 'zqonlythere',
    );
    assert.deepEqual(
      only.map(({ uri }) => uri),
      [uriOf(join(second, 'only_there.py'))],
    );
  });

  it('folders are added and removed again and again', async () => {
    const other = scratch.at('other');
    const others = writeManyFiles(scratch, 'other', numbersBelow(FILES + 10).slice(FILES));
    const running = await start(folder);
    const item = { uri: uriOf(other), name: 'other' };
    const symbol = others[0]?.symbol ?? '';
    const isFound = async (): Promise<boolean> =>
      (await running.search({ query: symbol })).some((hit) => hit.symbol === symbol);
    for (let round = 0; round < 3; round++) {
      const both = running.next(
        ({ state, filesDone }) => state === 'ready' && filesDone === FILES + others.length,
      );
      await running.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: [item], removed: [] },
      });
      await both;
      assert.ok(await isFound());
      const one = running.next(({ state, filesDone }) => state === 'ready' && filesDone === FILES);
      await running.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: [], removed: [item] },
      });
      await one;
      assert.ok(!(await isFound()));
    }
    await assertUpToDate(running);
    assert.equal(
      indexByCommand(other, scratch.at('storage')).embedded,
      0,
      'what was removed is kept on disk',
    );
  });

  it('files are changed, added, moved and removed while no server runs', async () => {
    await (await start(folder)).stop();
    writeManyFiles(scratch, 'project', numbersBelow(10), 3);
    const more = writeManyFiles(scratch, 'project', [FILES + 5]);
    for (const { path } of files.slice(-5)) rmSync(join(folder, path));
    renameSync(join(folder, 'part1'), join(folder, 'moved'));
    files = [...files.slice(0, -5), ...more].map(({ path, symbol }) => ({
      path: path.replace(/^part1\//, 'moved/'),
      symbol,
    }));
    await assertUpToDate(await start(folder));
  });

  it('times of files lie in the future and go backwards', async () => {
    const now = Date.now();
    const setTimes = (paths: readonly WrittenFile[], atMs: number): void => {
      for (const { path } of paths) utimesSync(join(folder, path), atMs / 1000, atMs / 1000);
    };
    setTimes(files, now + DAY_MS);
    const running = await start(folder);
    writeManyFiles(scratch, 'project', numbersBelow(20), 4);
    setTimes(files.slice(0, 20), now - DAY_MS);
    await tell(
      running,
      files.map(({ path }) => path),
    );
    await assertUpToDate(running);
    await running.stop();
    writeManyFiles(scratch, 'project', numbersBelow(20), 5);
    setTimes(files, now - 2 * DAY_MS);
    await assertUpToDate(await start(folder));
  });
});

/** Runs git in a folder, with nothing of the machine's own settings. */
function gitIn(cwd: string): (...args: string[]) => void {
  const settings = ['user.name=Test', 'user.email=test@example.org', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return (...args) =>
    void execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], { cwd, env });
}

function numbersBelow(count: number): number[] {
  return [...Array(count).keys()];
}

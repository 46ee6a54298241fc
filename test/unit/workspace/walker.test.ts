import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { type FoundFile, statFile, walk } from '../../../server/src/workspace/walker';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

describe('walker', () => {
  let scratch: ScratchFolder;
  let skipped: [string, string][] = [];
  beforeEach(() => {
    scratch = new ScratchFolder();
    skipped = [];
  });
  afterEach(() => scratch.remove());

  async function* files(root = scratch.path, signal = never, from = ''): AsyncGenerator<FoundFile> {
    const rules = await IgnoreRules.load(root, []);
    yield* walk({
      root,
      rules,
      reader: directFolderReader,
      onSkip: (...skip) => skipped.push(skip),
      signal,
      from,
    });
  }

  async function paths(...args: Parameters<typeof files>): Promise<string[]> {
    const found: string[] = [];
    for await (const { path } of files(...args)) found.push(path);
    return found;
  }

  it('lists files with size and time, nearest folders first', async () => {
    scratch.write('z.ts', '12345');
    scratch.write('a/b/c.ts', '');
    scratch.write('a/d.ts', '');
    const found: FoundFile[] = [];
    for await (const file of files()) found.push(file);
    assert.deepEqual(
      found.map(({ path }) => path),
      ['z.ts', 'a/d.ts', 'a/b/c.ts'],
    );
    assert.equal(found[0]?.sizeBytes, 5);
    assert.ok(Number.isInteger(found[0].mtimeMs));
    assert.deepEqual(found[0], await statFile(scratch.path, 'z.ts'));
  });

  it('lists nothing for an empty folder and for one that is not there', async () => {
    assert.deepEqual(await paths(), []);
    assert.deepEqual(await paths(scratch.at('missing')), []);
  });

  it('begins at a folder inside', async () => {
    scratch.write('a/b.ts', '');
    scratch.write('c.ts', '');
    assert.deepEqual(await paths(scratch.path, never, 'a'), ['a/b.ts']);
  });

  it('comes to an end where links form loops', async () => {
    scratch.write('a/x.ts', '');
    symlinkSync('..', scratch.at('a/up'));
    symlinkSync('.', scratch.at('a/self'));
    mkdirSync(scratch.at('b'));
    symlinkSync(scratch.at('a'), scratch.at('b/toA'));
    symlinkSync(scratch.at('b'), scratch.at('a/toB'));
    assert.deepEqual(await paths(), ['a/x.ts']);
  });

  it('follows links that lead out of the folder, once', async () => {
    const other = new ScratchFolder();
    try {
      other.write('lib/shared.ts', '');
      symlinkSync(other.at('lib'), scratch.at('lib'));
      symlinkSync(other.at('lib'), scratch.at('again'));
      symlinkSync(other.at('lib/shared.ts'), scratch.at('one.ts'));
      const found = await paths();
      assert.equal(found.filter((path) => path.endsWith('shared.ts')).length, 1);
      assert.ok(found.includes('one.ts'));
    } finally {
      other.remove();
    }
  });

  it('does not follow a link to a folder above, which would lead to the whole disk', async () => {
    scratch.write('project/a.ts', '');
    scratch.write('outside.ts', '');
    symlinkSync('/', scratch.at('project/disk'));
    symlinkSync(scratch.path, scratch.at('project/above'));
    assert.deepEqual(await paths(scratch.at('project')), ['a.ts']);
  });

  it('passes over FIFOs, sockets and links to nothing, and says why', async () => {
    execFileSync('mkfifo', [scratch.at('pipe.ts')]);
    symlinkSync(scratch.at('nowhere'), scratch.at('dangling.ts'));
    symlinkSync('loop.ts', scratch.at('loop.ts'));
    const server = createServer().listen(scratch.at('socket'));
    await once(server, 'listening');
    try {
      scratch.write('a.ts', '');
      assert.deepEqual(await paths(), ['a.ts']);
      assert.deepEqual(skipped.sort(), [
        ['dangling.ts', SkipReasons.unreadable],
        ['loop.ts', SkipReasons.unreadable],
        ['pipe.ts', SkipReasons.notAFile],
        ['socket', SkipReasons.notAFile],
      ]);
    } finally {
      server.close();
    }
  });

  it('passes over folders that vanish while it walks', async () => {
    scratch.write('a.ts', '');
    scratch.write('gone/b.ts', '');
    scratch.write('kept/c.ts', '');
    const found: string[] = [];
    for await (const { path } of files()) {
      if (path === 'a.ts') rmSync(scratch.at('gone'), { recursive: true });
      found.push(path);
    }
    assert.deepEqual(found, ['a.ts', 'kept/c.ts']);
  });

  it('does not go deeper than anybody nests folders', async () => {
    const deep = join(...Array.from({ length: 100 }, () => 'd'));
    scratch.write(join(deep, 'bottom.ts'), '');
    scratch.write('d/d/d/near.ts', '');
    assert.deepEqual(await paths(), ['d/d/d/near.ts']);
  });

  it('stops on its signal, before and in the middle', async () => {
    for (let i = 0; i < 20; i++) scratch.write(`${i}.ts`, '');
    await assert.rejects(paths(scratch.path, AbortSignal.abort()), { code: 'aborted' });
    const controller = new AbortController();
    const found: string[] = [];
    const work = async (): Promise<void> => {
      for await (const { path } of files(scratch.path, controller.signal)) {
        found.push(path);
        if (found.length === 3) controller.abort();
      }
    };
    await assert.rejects(work(), { code: 'aborted' });
    assert.equal(found.length, 3);
  });

  it('looks at one path: a file alone counts', async () => {
    mkdirSync(scratch.at('folder'));
    execFileSync('mkfifo', [scratch.at('pipe')]);
    assert.equal(await statFile(scratch.path, 'folder'), undefined);
    assert.equal(await statFile(scratch.path, 'pipe'), undefined);
    assert.equal(await statFile(scratch.path, 'missing'), undefined);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { type FolderWatcher, watchFolder } from '../../../server/src/workspace/watcher';
import { ScratchFolder } from '../scratchFolder';

describe('watcher', () => {
  let scratch: ScratchFolder;
  let watcher: FolderWatcher | undefined;
  const seen = new Set<string>();
  let waiting: { path: string; resolve: () => void }[] = [];

  beforeEach(() => {
    scratch = new ScratchFolder();
    seen.clear();
    waiting = [];
  });
  afterEach(async () => {
    await watcher?.close();
    scratch.remove();
  });

  async function watch(ignores: (path: string) => boolean = () => false): Promise<void> {
    watcher = watchFolder(
      scratch.path,
      ignores,
      (path) => {
        seen.add(path);
        for (const one of waiting.filter((other) => other.path === path)) one.resolve();
      },
      (error) => assert.fail(String(error)),
    );
    await watcher.ready;
    seen.clear();
  }

  /** Resolves when the path is told of after now. */
  function told(path: string): Promise<void> {
    return new Promise((resolve) => waiting.push({ path, resolve }));
  }

  it('tells of files that appear, change and go', async () => {
    scratch.write('src/old.ts', '1');
    await watch();
    let event = told('src/new.ts');
    scratch.write('src/new.ts', '1');
    await event;
    event = told('src/old.ts');
    scratch.write('src/old.ts', '2 is longer');
    await event;
    event = told('src/new.ts');
    rmSync(scratch.at('src/new.ts'));
    await event;
  });

  it('tells of what is inside a folder that appears, and of a folder that is renamed', async () => {
    mkdirSync(scratch.at('a'));
    await watch();
    let event = told('a/deep/b.ts');
    scratch.write('a/deep/b.ts', '');
    await event;
    event = told('moved/deep/b.ts');
    const gone = told('a/deep/b.ts');
    renameSync(scratch.at('a'), scratch.at('moved'));
    await Promise.all([event, gone]);
  });

  it('keeps silent about what is there from the start and about what is ignored', async () => {
    scratch.write('there.ts', '');
    scratch.write('out/there.js', '');
    await watch((path) => path === 'out' || path.startsWith('out/'));
    assert.deepEqual([...seen], []);
    const event = told('last.ts');
    scratch.write('out/new.js', '');
    scratch.write('last.ts', '');
    await event;
    assert.ok(![...seen].some((path) => path.startsWith('out')));
  });
});

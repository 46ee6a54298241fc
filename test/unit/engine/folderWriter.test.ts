import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, utimesSync } from 'node:fs';
import { FolderWriter } from '../../../server/src/engine/folderWriter';
import { Attention } from '../../../server/src/indexing/attention';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { RecordingLogger } from '../base/recordingLogger';
import { CountingEmbedder } from '../indexing/countingEmbedder';
import { FixedPace } from '../indexing/fixedPace';
import { LineByLinePreparer } from '../indexing/lineByLinePreparer';
import { ScratchFolder } from '../scratchFolder';

/** Long before today, and the same for every file: the time of a file says nothing then. */
const SECONDS = 1_600_000_000;

/** Told when it is known what git calls recent. */
class WatchedAttention extends Attention {
  readonly asked: Promise<void>;
  private tell: () => void = () => undefined;

  constructor() {
    super();
    this.asked = new Promise((resolve) => (this.tell = resolve));
  }

  override setRecent(paths: Iterable<string>): void {
    super.setRecent(paths);
    this.tell();
  }
}

describe('FolderWriter', () => {
  let scratch: ScratchFolder;
  let writer: FolderWriter | undefined;
  let saves = 0;
  beforeEach(() => {
    scratch = new ScratchFolder();
    mkdirSync(scratch.at('repo'));
    git('init', '-q');
  });
  afterEach(async () => {
    writer?.dispose();
    await writer?.end();
    scratch.remove();
  });

  function git(...args: string[]): void {
    const settings = ['user.name=A', 'user.email=a@example.org', 'commit.gpgSign=false', 'core.hooksPath='];
    execFileSync('git', [...settings.flatMap((value) => ['-c', value]), ...args], {
      cwd: scratch.at('repo'),
      stdio: 'pipe',
    });
  }

  /** Each time with another length, by which git sees that a file has changed whose time has not. */
  function save(...files: string[]): void {
    for (const file of files)
      utimesSync(scratch.write(`repo/${file}`, 'f()\n'.repeat(++saves)), SECONDS, SECONDS);
  }

  function commit(...files: string[]): void {
    save(...files);
    git('add', '--all');
    git('commit', '-q', '-m', files.join(' '));
  }

  /** The paths of a folder in the order in which they are read, git having been asked before the first. */
  async function orderOfIndexing(): Promise<string[]> {
    const attention = new WatchedAttention();
    const preparer = new LineByLinePreparer();
    const pace = new FixedPace();
    pace.ready = () => attention.asked;
    const done = new Promise<void>((resolve, reject) => {
      writer = new FolderWriter(
        {
          root: scratch.at('repo'),
          excludeGlobs: [],
          reader: directFolderReader,
          store: new MemoryStore(),
          preparer,
          embedder: new CountingEmbedder(),
          maxBytes: 1_000,
          logger: new RecordingLogger(),
          pace,
          attention,
          onTask: () => undefined,
          onError: reject,
          onProgress: () => {
            if (writer?.isQuiet === true && writer.catalogue.size > 0) resolve();
          },
        },
        new FileCatalogue([]),
      );
    });
    writer?.scan();
    await writer?.whenScanned();
    writer?.start();
    await done;
    return preparer.requests.map(({ path }) => path);
  }

  it('indexes what is not committed first, then the files of the last commit, and of those before it', async () => {
    commit('src/old.ts', 'zoo/first.ts');
    commit('src/middle.ts', 'a/middle.ts');
    commit('zoo/newest.ts');
    save('src/written.ts');
    const order = await orderOfIndexing();
    assert.deepEqual(
      [order.slice(0, 2), order.slice(2, 4).sort(), order.slice(4).sort()],
      [
        ['src/written.ts', 'zoo/newest.ts'],
        ['a/middle.ts', 'src/middle.ts'],
        ['src/old.ts', 'zoo/first.ts'],
      ],
    );
  });

  it('follows the commits and not the names or the order of the walk', async () => {
    const names = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    for (const name of names) commit(name);
    assert.deepEqual(await orderOfIndexing(), names.reverse());
  });

  it('takes a file of an older commit ahead once it is changed again', async () => {
    for (const name of ['a.ts', 'b.ts', 'c.ts']) commit(name);
    git('rm', '-q', 'b.ts');
    git('commit', '-q', '-m', 'gone');
    commit('a.ts', 'd.ts');
    assert.deepEqual((await orderOfIndexing()).slice(-1), ['c.ts']);
  });
});

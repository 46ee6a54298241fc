import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { ResumeRequest } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { canMount, type SmallDisk, smallFiles, smallFileSystem } from './fullDisk';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, type IndexContent, undisturbed } from './sameIndex';

const FILES = 450;

/** Enough for a beginning, and for no file that holds the chunks of all. */
const SMALL_KIB = 100;

const kinds = {
  'files that may not grow': smallFiles,
  ...(mayMount() && { 'a disk that is full': smallFileSystem }),
};

describe('server: no room', function () {
  this.timeout(180_000);
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  let whole: IndexContent;
  let disk: SmallDisk | undefined;
  let server: LanguageServerProcess | undefined;

  before(async () => {
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', [...Array(FILES).keys()]);
    folder = scratch.at('project');
    whole = await undisturbed(folder, scratch.at('undisturbed'), files);
  });
  afterEach(async () => {
    await server?.kill();
    disk?.remove();
    rmSync(scratch.at('small'), { recursive: true, force: true });
    [server, disk] = [undefined, undefined];
  });
  after(() => scratch.remove());

  for (const [kind, makeSmall] of Object.entries(kinds)) {
    it(`for ${kind} stops indexing with a message, still answers, and goes on when there is room`, async () => {
      disk = makeSmall(scratch.at('small'), SMALL_KIB);
      server = await start(disk);
      const full = await server.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
      assert.equal(full.state, 'error', JSON.stringify(full));
      assert.notEqual(full.message ?? '', '');
      assert.ok(Array.isArray(await server.search({ query: 'read one invoice' })));
      disk.enlarge(server.pid);
      await server.send(ResumeRequest, {});
      assert.deepEqual(await contentOf(server, folder, files), whole);
    });

    it(`for ${kind} is found in order by the next start, when there is room then`, async () => {
      disk = makeSmall(scratch.at('small'), SMALL_KIB);
      server = await start(disk);
      const full = await server.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
      assert.equal(full.state, 'error', JSON.stringify(full));
      await server.kill();
      disk.enlarge();
      server = await LanguageServerProcess.start({ folders: [folder], storagePath: disk.path });
      assert.deepEqual(await contentOf(server, folder, files), whole);
    });
  }

  function start({ path, startedBy }: SmallDisk): Promise<LanguageServerProcess> {
    return LanguageServerProcess.start({ folders: [folder], storagePath: path, startedBy });
  }
});

/** As the superuser may, and others in some containers. */
function mayMount(): boolean {
  const scratch = new ScratchFolder();
  const may = canMount(scratch.at('mounted'));
  scratch.remove();
  return may;
}

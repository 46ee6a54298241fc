import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { messageOf } from '../../server/src/base/errors';
import { Chance } from '../bench/query/chance';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, type IndexContent, undisturbed } from './sameIndex';

const FILES = 40;
const NOISE_SEED = 4;

/** Ways in which a disk or a crash may leave a file. */
const damages: Record<string, (file: string) => void> = {
  'cut in half': (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)),
  'overwritten with noise': (file) => {
    const chance = new Chance(NOISE_SEED);
    writeFileSync(
      file,
      Uint8Array.from(readFileSync(file), () => Math.floor(chance.next() * 256)),
    );
  },
  gone: (file) => rmSync(file),
};

describe('server: a store whose files are damaged', () => {
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  let whole: IndexContent;

  before(async function () {
    this.timeout(120_000);
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', [...Array(FILES).keys()]);
    folder = scratch.at('project');
    whole = await undisturbed(folder, scratch.at('storage'), files);
  });
  after(() => scratch.remove());

  for (const [how, damage] of Object.entries(damages))
    it(`is mended when a file of any kind is ${how}`, async function () {
      this.timeout(300_000);
      const kinds = kindsOfFiles(scratch.at('storage'));
      assert.ok(kinds.size > 0);
      const problems: string[] = [];
      for (const [kind, paths] of kinds) {
        const storagePath = scratch.at('damaged');
        cpSync(scratch.at('storage'), storagePath, { recursive: true });
        for (const path of paths) damage(join(storagePath, path));
        const problem = await problemOf(storagePath);
        if (problem !== undefined) problems.push(`${kind}: ${problem}`);
        rmSync(storagePath, { recursive: true });
      }
      assert.deepEqual(problems, []);
    });

  /** What is wrong with a store after a start on it; undefined when all is there. */
  async function problemOf(storagePath: string): Promise<string | undefined> {
    const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
    try {
      const status = await server.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
      assert.deepEqual([status.state, status.message], ['ready', undefined]);
      assert.deepEqual(await contentOf(server, folder, files), whole);
      await server.stop({ mayComplain: true });
      return undefined;
    } catch (error) {
      await server.kill();
      return messageOf(error);
    }
  }
});

/** The files of an index by what they are for: those of one folder with one ending, whatever their random names are. */
function kindsOfFiles(storage: string): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const entry of readdirSync(join(storage, 'indexes'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(storage, join(entry.parentPath, entry.name));
    const kind = `${dirname(path).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '*')}/${kindOfName(entry.name)}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  return kinds;
}

/** Names that are numbers or made at random differ from run to run. */
function kindOfName(name: string): string {
  const ending = extname(name);
  return /\d/.test(basename(name, ending)) ? `*${ending}` : name;
}

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
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
  emptied: (file) => truncateSync(file, 0),
  'overwritten with noise': (file) => {
    const chance = new Chance(NOISE_SEED);
    writeFileSync(
      file,
      Uint8Array.from(readFileSync(file), () => Math.floor(chance.next() * 256)),
    );
  },
  'with some bytes changed in the middle': (file) => {
    const bytes = readFileSync(file);
    for (let at = Math.floor(bytes.length / 2), end = at + 16; at < end && at < bytes.length; at++)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(file, bytes);
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
      for (const [kind, paths] of kinds) {
        const storagePath = scratch.at('damaged');
        cpSync(scratch.at('storage'), storagePath, { recursive: true });
        for (const path of paths) damage(join(storagePath, path));
        await assertMended(storagePath, `${kind} ${how}`);
        rmSync(storagePath, { recursive: true });
      }
    });

  async function assertMended(storagePath: string, what: string): Promise<void> {
    for (const start of ['the first start', 'the next start']) {
      const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
      try {
        const status = await server.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
        assert.deepEqual([status.state, status.message], ['ready', undefined], `${what}, at ${start}`);
        assert.deepEqual(await contentOf(server, folder, files), whole, `${what}, at ${start}`);
        await server.stop();
      } catch (error) {
        await server.kill();
        throw error;
      }
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

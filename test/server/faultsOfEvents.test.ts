import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { contentOf, undisturbed } from './sameIndex';

/** The changes take a second, so that a status tells of them; the server sends one after a seventh of a second at most. */
const FILES = 1_000;
const CHANGED = 800;
const REMOVED = 100;
const EVENTS = 100_000;
/** Each of these is searched by its name, which takes longest. */
const LOOKED_AT = 100;

describe('server: 100,000 events at once', function () {
  this.timeout(180_000);
  let scratch: ScratchFolder;
  let folder = '';
  let files: WrittenFile[] = [];
  let server: LanguageServerProcess | undefined;

  beforeEach(() => {
    scratch = new ScratchFolder();
    scratch.write('project/.gitignore', 'build/\n');
    files = writeManyFiles(scratch, 'project', [...Array(FILES).keys()]);
    folder = scratch.at('project');
  });
  afterEach(async () => {
    await server?.kill();
    scratch.remove();
  });

  it('are one run, and searches are answered meanwhile', async () => {
    server = await LanguageServerProcess.start({ folders: [folder], storagePath: scratch.at('storage') });
    await server.untilReady();
    const from = server.statuses.length;
    writeManyFiles(scratch, 'project', [...Array(CHANGED).keys()], 1);
    for (const { path } of files.slice(-REMOVED)) rmSync(join(folder, path));
    const kept = files.slice(0, -REMOVED);
    const lookedAt = kept.filter((_, at) => at % Math.floor(kept.length / LOOKED_AT) === 0);
    const began = server.next(({ state }) => state === 'indexing');
    await server.changed(...events().map((path) => join(folder, path)));
    const answered = server.search({ query: 'check the password' });
    await began;
    const order: string[] = [];
    const ready = server.next(({ state }) => state === 'ready').then(() => order.push('ready'));
    await answered.then((hits) => {
      assert.ok(hits.length > 0);
      order.push('answer');
    });
    await ready;
    assert.deepEqual(order, ['answer', 'ready']);
    const told = server.statuses.slice(from).map(({ state }) => state);
    const runs = told.filter((state, at) => state === 'indexing' && told[at - 1] !== 'indexing');
    assert.equal(runs.length, 1, told.join());
    assert.deepEqual(
      await contentOf(server, folder, lookedAt),
      await undisturbed(folder, scratch.at('undisturbed'), lookedAt),
    );
  });

  /** Each file of the folder some times; half of all are ignored or never were. */
  function events(): string[] {
    return Array.from({ length: EVENTS }, (_, at) => {
      if (at % 4 === 0) return `build/out/generated_${at}.js`;
      if (at % 4 === 1) return `part${at % 500}/never_was_${at}.ts`;
      return files[(Math.floor(at / 4) * 2 + (at % 2)) % files.length]?.path ?? '';
    });
  }
});

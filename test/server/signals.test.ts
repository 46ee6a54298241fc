import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles } from './manyFiles';

const FILES = 200;

describe('server: ended by a signal', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = new ScratchFolder();
    writeManyFiles(scratch, 'project', [...Array(FILES).keys()]);
  });
  afterEach(() => scratch.remove());

  const locks = (): string[] =>
    readdirSync(scratch.at('storage'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('writer.lock'),
    );

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
    it(`${signal} in the middle of its work, leaves no lock behind`, async function () {
      this.timeout(30_000);
      const server = await LanguageServerProcess.start({
        folders: [scratch.at('project')],
        storagePath: scratch.at('storage'),
      });
      await server.until(({ chunks }) => chunks > 0);
      assert.equal(locks().length, 1);
      await server.kill(signal);
      assert.deepEqual(locks(), []);
    });
});

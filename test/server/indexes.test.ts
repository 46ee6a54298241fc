import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver-protocol/node';
import { IndexesRequest } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: the indexes on disk', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('are told with their sizes, whether their folder is open or not', async () => {
    const project = writeSampleProject(scratch);
    mkdirSync(scratch.at('a b'));
    const server = await LanguageServerProcess.start({
      folders: [project, scratch.at('a b')],
      storagePath: scratch.at('storage'),
      settings: { index: { maxDiskMb: 100 } },
    });
    try {
      await server.untilReady();
      const removed = server.next(({ filesTotal }) => filesTotal === 0);
      await server.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added: [], removed: [{ uri: uriOf(project), name: 'project' }] },
      });
      await removed;
      const { indexes, totalBytes, maxBytes } = await server.send(IndexesRequest, {});
      assert.equal(maxBytes, 100 * 1024 * 1024);
      assert.ok(indexes.every(({ bytes }) => bytes > 0));
      assert.equal(
        totalBytes,
        indexes.reduce((sum, { bytes }) => sum + bytes, 0),
      );
      assert.deepEqual(
        indexes.map(({ label, folder, folderExists, open }) => ({ label, folder, folderExists, open })),
        [
          { label: 'a-b', folder: uriOf(scratch.at('a b')), folderExists: true, open: true },
          { label: 'project', folder: uriOf(project), folderExists: true, open: false },
        ],
      );
      for (const { lastUsed, removeAfter } of indexes) {
        assert.ok(Math.abs(Date.parse(lastUsed) - Date.now()) < 600_000);
        assert.equal(removeAfter, undefined);
      }
    } finally {
      await server.stop();
    }
  });
});

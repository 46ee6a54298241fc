import assert from 'node:assert/strict';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { sampleFileCount, writeSampleProject } from './sampleProject';
import { ServerRecord } from './serverRecord';

describe('what is known of a server that a test waits for', () => {
  it('names what has not come, what the server told and what it logged', async () => {
    const scratch = new ScratchFolder();
    const folder = writeSampleProject(scratch);
    const server = await LanguageServerProcess.start({
      folders: [folder],
      storagePath: scratch.at('storage'),
      settings: { log: { level: 'debug' }, model: scratch.at('nowhere') },
    });
    try {
      await server.until(({ state }) => state === 'degraded');
      assert.equal(server.record.isWaiting, false);
      void server.next(({ filesDone }) => filesDone === 4_711);
      assert.equal(server.record.isWaiting, true);
      const told = server.record.describe();
      assert.match(told, /waited for:\n {4}\d+\.\d s: the next status .*4_?711\n {2}last statuses:/);
      assert.ok(told.includes(`"filesDone":${sampleFileCount}`), told);
      assert.match(told, /last lines of the log:\n {4}\+\d+\.\d\d \S/);
    } finally {
      await server.kill();
      scratch.remove();
    }
  });

  it('forgets what has come, and what failed', async () => {
    const record = new ServerRecord(() => assert.fail('nothing takes long'));
    assert.equal(await record.waitFor('an answer', Promise.resolve(7)), 7);
    await assert.rejects(record.waitFor('a failure', Promise.reject(new Error('no'))), /no/);
    assert.equal(record.isWaiting, false);
    assert.match(record.describe(), /waited for:\n {4}none/);
  });

  it('keeps the last lines alone', () => {
    const record = new ServerRecord(() => assert.fail('nothing is waited for'));
    for (let line = 0; line < 100; line++) record.logged(`line ${line}.\n`);
    assert.ok(record.describe().includes('line 99.') && !record.describe().includes('line 9.'));
  });
});

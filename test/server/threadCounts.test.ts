import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PerformanceReportRequest } from '../../protocol/performanceMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { copyPackage, wrapThread } from './copiedPackage';
import { LanguageServerProcess } from './languageServerProcess';
import { writeManyFiles } from './manyFiles';

/** Enough texts for more tasks at a time than there are threads. */
const FILES = 300;

describe('server: how many threads work', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  let akin = '';
  beforeEach(() => {
    scratch = new ScratchFolder();
    writeManyFiles(scratch, 'project', Array(FILES).keys());
    akin = copyPackage(scratch, 'akin', { natives: true });
    for (const thread of ['embeddingWorker', 'prepareWorker']) {
      const log = JSON.stringify(scratch.write(`${thread}.log`, ''));
      wrapThread(scratch, akin, thread, `require('node:fs').appendFileSync(${log}, '1');`);
    }
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  const started = (thread: string): number => readFileSync(scratch.at(`${thread}.log`), 'utf8').length;

  for (const [settings, embedding, parsing] of [
    [{ index: { workers: 3 } }, 3, undefined],
    [{ index: { workers: 1 }, performance: { level: 'basic' } }, 1, 1],
    [{ performance: { level: 'basic' } }, 1, 1],
  ] as const)
    it(`${JSON.stringify(settings)}: as many as the plan says`, async () => {
      server = await LanguageServerProcess.start({
        folders: [scratch.at('project')],
        storagePath: scratch.at('storage'),
        packageFolder: akin,
        settings,
      });
      await server.untilReady();
      const { profile } = await server.send(PerformanceReportRequest, {});
      assert.equal(profile.embeddingThreads, embedding);
      assert.equal(started('embeddingWorker'), profile.embeddingThreads);
      assert.equal(started('prepareWorker'), profile.parsingThreads);
      if (parsing !== undefined) assert.equal(profile.parsingThreads, parsing);
    });
});

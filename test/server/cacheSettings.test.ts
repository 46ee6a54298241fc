import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { PerformanceReportRequest } from '../../protocol/performanceMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: akin.cache.embeddings', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  /** Indexes a folder, and answers which share of its vectors was found in the cache. */
  async function hitRatio(folder: string, embeddings: string): Promise<number | undefined> {
    server = await LanguageServerProcess.start({
      folders: [folder],
      storagePath: scratch.at('storage'),
      settings: { cache: { embeddings } },
    });
    await server.untilReady();
    const { gauges } = await server.send(PerformanceReportRequest, {});
    await server.stop();
    return gauges.cacheHitRatio;
  }

  for (const [embeddings, ofCopy, isOnDisk] of [
    ['both', 1, true],
    ['disk', 1, true],
    ['memory', 0, false],
    ['off', undefined, false],
  ] as const)
    it(`${embeddings}: the same code in another folder, after another start, is ${ofCopy === 1 ? 'not ' : ''}embedded again`, async () => {
      const [first, copy] = ['first', 'copy'].map((name) => writeSampleProject(scratch, name));
      assert.equal((await hitRatio(first ?? '', embeddings)) ?? 0, 0);
      assert.equal(existsSync(scratch.at('storage/cache/embeddings')), isOnDisk);
      assert.equal(await hitRatio(copy ?? '', embeddings), ofCopy);
    });
});

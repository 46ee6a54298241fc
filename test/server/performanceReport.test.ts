import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { IndexStatusRequest, PerformanceReportRequest, SearchRequest } from '../../protocol/messages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, packageRoot } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: performance', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(settings: object): Promise<LanguageServerProcess> {
    const folders = [writeSampleProject(scratch)];
    server = await LanguageServerProcess.start({ folders, storagePath: scratch.at('storage'), settings });
    await server.untilReady();
    return server;
  }

  it('answers a report of what was done, under the settings given', async () => {
    const running = await start({ memory: { limitMb: 700, strategy: 'conservative' } });
    await running.send(SearchRequest, { query: 'read the configuration' });
    const report = await running.send(PerformanceReportRequest, {});
    assert.equal(report.memory.limitMb, 700);
    assert.equal(report.memory.strategy, 'conservative');
    assert.ok(report.memory.rssMb > 20);
    assert.equal(report.timings.query?.count, 1);
    assert.equal(report.profile.level, 'moderate');
    const [first] = report.history;
    assert.equal(first?.seconds, 0);
    assert.equal(first.limitMb, 700);
    assert.ok(first.rssMb > 20);
  });

  it('tells memory and batch in the status', async () => {
    const running = await start({ 'index.batchChunks': 77 });
    const { memory, batch } = await running.send(IndexStatusRequest, {});
    assert.equal(memory?.level, 'normal');
    assert.deepEqual(batch, { chunks: 77, reason: 'a fixed size is set' });
  });

  it('has nothing to report while it is turned off', async () => {
    const folders = [writeSampleProject(scratch)];
    server = await LanguageServerProcess.start({
      folders,
      storagePath: scratch.at('storage'),
      settings: { enable: false },
    });
    await assert.rejects(server.send(PerformanceReportRequest, {}), /turned off/);
  });

  it('is told by the command line too, with what the environment says in vain', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(packageRoot, 'dist', 'cli.js'), 'report', writeSampleProject(scratch), '--json'],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          AKIN_STORAGE: scratch.at('storage'),
          AKIN_WORKERS: 'many',
          AKIN_BATCH_CHUNKS: '50',
        },
      },
    );
    assert.equal(status, 0);
    assert.match(stderr, /AKIN_WORKERS must be a whole number from 1 to 16; “many” is passed over/);
    const report = JSON.parse(stdout) as { batch: { chunks: number }; profile: { scenario: string } };
    assert.equal(report.batch.chunks, 50);
    assert.equal(report.profile.scenario, 'batch');
  });
});

import assert from 'node:assert/strict';
import { IndexStatusRequest } from '../../protocol/indexMessages';
import { PerformanceReportRequest } from '../../protocol/performanceMessages';
import { SearchRequest } from '../../protocol/searchMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { runAkin } from './akinCommand';
import { LanguageServerProcess } from './languageServerProcess';
import { sampleFileCount, writeSampleProject } from './sampleProject';

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
    const { code, stdout, stderr } = runAkin(['report', writeSampleProject(scratch), '--json'], {
      AKIN_STORAGE: scratch.at('storage'),
      AKIN_WORKERS: 'many',
      AKIN_BATCH_CHUNKS: '50',
    });
    assert.equal(code, 0);
    assert.match(stderr, /AKIN_WORKERS must be a whole number from 1 to 16; “many” is passed over/);
    const report = JSON.parse(stdout) as { batch: { chunks: number }; profile: { scenario: string } };
    assert.equal(report.batch.chunks, 50);
    assert.equal(report.profile.scenario, 'batch');
  });

  it('reads as a table of what each stage took, for a person', () => {
    const { code, stdout, stderr } = runAkin(['report', writeSampleProject(scratch)], {
      AKIN_STORAGE: scratch.at('storage'),
    });
    assert.deepEqual([code, stderr], [0, '']);
    const [first, memory, batch, profile, works, head = '', ...rows] = stdout.trimEnd().split('\n');
    const told = new RegExp(
      `^\\d+\\.\\d s: ${sampleFileCount} files, \\d+ chunks, .+ in (\\d+) batch(?:es)?$`,
    );
    const batches = told.exec(first ?? '')?.[1];
    assert.ok(batches !== undefined, first);
    assert.match(memory ?? '', /^Memory: [\d,]+ of [\d,]+ MB \(.+\), normal, \w+$/);
    assert.match(batch ?? '', /^Batch: [\d,]+ chunks: \S/);
    assert.match(profile ?? '', /^Profile: \w+, batch, \d+ embedding threads?, \d+ parsing threads?$/);
    assert.match(works ?? '', /^Works 100 % of the time: \S/);
    assert.deepEqual(head.trim().split(/\s+/), ['count', 'mean', 'p50', 'p95', 'p99', 'most']);
    const stages = ['read', 'parse', 'embed', 'store', 'batch'];
    for (const stage of stages) {
      const row = rows.find((line) => line.startsWith(`${stage}, ms `)) ?? '';
      const [, , count, ...times] = row.trim().split(/\s+/);
      assert.deepEqual([count, times.length], [batches, 5], `${stage}: ${row}`);
      assert.ok(
        times.every((time) => /^[\d,]+\.\d$/.test(time)),
        row,
      );
      assert.equal(row.length, head.length, 'the columns end below their heads');
    }
  });
});

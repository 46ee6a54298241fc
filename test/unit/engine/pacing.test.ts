import assert from 'node:assert/strict';
import type { EngineStatus } from '../../../server/src/engine/engineTypes';
import { EnginePacing, type EnginePacingOptions } from '../../../server/src/engine/pacing';
import {
  defaultPerformanceRequest,
  type PerformanceRequest,
  planPerformance,
} from '../../../server/src/pacing/performancePlan';
import type { Pace } from '../../../server/src/pacing/pace';
import type { WatchedWork } from '../../../server/src/pacing/watchdog';
import { RecordingLogger } from '../base/recordingLogger';
import { FakeMemory } from '../pacing/fakeMemory';
import { ManualClock } from '../pacing/manualClock';
import { never } from '../signals';

const MB = 1_000_000;

const FOLDER = '/one';

const INDEXING: EngineStatus = {
  state: 'indexing',
  filesDone: 1,
  filesTotal: 2,
  chunks: 3,
  updates: 0,
  stage: 'Indexing',
  skipped: {},
  storeBytes: 0,
  model: 'm',
};

const BATCH = {
  files: 4,
  chunks: 40,
  bytes: 4_000,
  wallMs: 100,
  readMs: 10,
  parseMs: 20,
  embedMs: 30,
  storeMs: 40,
};

describe('the pacing of an engine', () => {
  let clock: ManualClock;
  let memory: FakeMemory;
  let logger: RecordingLogger;
  let work: WatchedWork;
  let others: [string, WatchedWork][];
  const pace = (): Pace => pacing.paceOf(FOLDER);
  let freed: number;
  let threadsFreed: number;
  let changes: number;
  let pacing: EnginePacing;
  beforeEach(() => {
    clock = new ManualClock();
    memory = new FakeMemory();
    logger = new RecordingLogger();
    work = { isDue: false, progress: '', stage: '', currentFile: undefined };
    others = [];
    freed = threadsFreed = changes = 0;
  });
  afterEach(() => pacing.dispose());

  function start(
    request: Partial<PerformanceRequest> = {},
    options: Partial<EnginePacingOptions> = {},
  ): void {
    const { plan } = planPerformance(
      { ...defaultPerformanceRequest, memoryLimitMb: 1_000, memoryStrategy: 'balanced', ...request },
      { processors: 2, attended: true, environment: {} },
    );
    pacing = new EnginePacing({
      plan,
      logger,
      look: () => new Map([[FOLDER, work], ...others]),
      freeMemory: () => freed++,
      freeThreads: () => threadsFreed++,
      onChange: () => changes++,
      sources: memory,
      clock: clock.read,
      ...options,
    });
  }

  /** The memory in use once it has been looked at. */
  function fill(megabytes: number): void {
    memory.rss = megabytes * MB;
    clock.advance(1_000);
    pacing.look();
  }

  it('adds memory and batch to a status', () => {
    memory.rss = 304 * MB;
    start();
    const { memory: told, batch, state, message } = pacing.amend(INDEXING);
    assert.deepEqual(told, { rssMb: 300, limitMb: 1_000, level: 'normal', strategy: 'balanced' });
    assert.equal(batch?.chunks, 1024);
    assert.equal(state, 'indexing');
    assert.equal(message, undefined);
  });

  it('frees memory, waits and says so while there is none', () => {
    start();
    fill(960);
    assert.equal(freed, 1);
    assert.equal(changes, 1);
    assert.equal(pacing.amend(INDEXING).stage, 'Waiting for memory');
    assert.equal(pacing.amend({ ...INDEXING, state: 'ready', stage: 'Up to date' }).stage, 'Up to date');
    assert.equal(pacing.report().counters.memoryPauses, 1);
  });

  it('says nothing of a stop where nothing waits for memory: once all is stored, or while a person has paused', () => {
    start();
    for (let second = 0; second < 70; second++) fill(960);
    for (const [state, stage] of [
      ['indexing', 'Finishing'],
      ['ready', 'Up to date'],
      ['paused', 'Paused'],
    ] as const) {
      const { message, ...status } = pacing.amend({ ...INDEXING, state, stage });
      assert.deepEqual([status.state, status.stage, message], [state, stage, undefined]);
      assert.ok(!('degradedBy' in status));
    }
    assert.equal(pacing.isShortOfMemory, true);
  });

  it('lets threads begin anew, which go on, when memory becomes scarce', () => {
    start();
    fill(880);
    assert.deepEqual([threadsFreed, freed], [1, 0]);
    assert.notEqual(pacing.amend(INDEXING).stage, 'Waiting for memory');
  });

  it('frees memory once on the way up, and not again on the way down', () => {
    start();
    for (let second = 0; second < 70; second++) fill(960);
    assert.equal(pacing.amend(INDEXING).stage, 'Stopped');
    assert.deepEqual([threadsFreed, freed], [0, 1]);
    for (let second = 0; second < 60; second++) fill(200);
    assert.equal(pacing.amend(INDEXING).memory?.level, 'normal');
    assert.deepEqual([threadsFreed, freed], [0, 1]);
    fill(880);
    assert.deepEqual([threadsFreed, freed], [1, 1]);
    fill(960);
    assert.deepEqual([threadsFreed, freed], [1, 2]);
  });

  it('stops with a message when waiting does not help, and takes it back when memory is there', () => {
    start();
    let told = '';
    pacing.whenStopped((message) => (told = message));
    for (let second = 0; second < 70; second++) fill(960);
    const status = pacing.amend({ ...INDEXING, message: 'Search works by keywords only.' });
    assert.deepEqual([status.state, status.degradedBy, status.stage], ['degraded', 'memory', 'Stopped']);
    assert.match(status.message ?? '', /^Search works by keywords only\. Indexing has stopped/);
    assert.match(told, /^Indexing has stopped/);
    const folder = pacing.heldBack(INDEXING);
    assert.deepEqual([folder.state, folder.degradedBy, folder.stage], ['degraded', 'memory', 'Stopped']);
    for (const rest of [{ state: 'ready' }, { stage: 'Finishing' }] as const)
      assert.deepEqual(pacing.heldBack({ ...INDEXING, ...rest }), { ...INDEXING, ...rest });
    let again = '';
    pacing.whenStopped((message) => (again = message));
    assert.equal(again, told);
    for (let second = 0; second < 30; second++) fill(200);
    assert.deepEqual(pacing.amend(INDEXING).message, undefined);
    assert.equal(pacing.amend(INDEXING).state, 'indexing');
  });

  it('reports stages, batches and what is slow', () => {
    start();
    for (let batch = 0; batch < 30; batch++) pace().finished({ ...BATCH, wallMs: 1_000 });
    for (let query = 0; query < 30; query++) pacing.metrics.time('query', 200);
    const report = pacing.report();
    assert.deepEqual(report.counters, { batches: 30, files: 120, chunks: 1_200, bytes: 120_000 });
    assert.deepEqual(
      ['read', 'parse', 'embed', 'store', 'batch'].map((name) => report.timings[name]?.p95),
      [10, 20, 30, 40, 1_000],
    );
    assert.deepEqual(
      report.alerts.map(({ metric, statistic, value }) => [metric, statistic, value]),
      [
        ['query', 'p95', 200],
        ['chunksPerSecond', 'p50', 40],
      ],
    );
    assert.equal(report.recommendations.length, 2);
    assert.equal(report.memory.limitReason, 'the setting akin.memory.limitMb');
    assert.deepEqual(report.profile, {
      level: 'moderate',
      scenario: 'auto',
      embeddingThreads: 1,
      parsingThreads: 1,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  });

  it('has the past in its report, by its own looks', () => {
    let hits = 0;
    memory.rss = 200 * MB;
    start({}, { cacheUse: () => ({ hits, misses: 10 }) });
    pace().finished({ ...BATCH, wallMs: 100 });
    hits = 30;
    fill(500);
    clock.advance(1_000);
    pacing.look();
    pacing.metrics.time('query', 7);
    clock.advance(2_000);
    const { history } = pacing.report();
    assert.deepEqual(
      history.map(({ seconds, chunksPerSecond, rssMb }) => [seconds, chunksPerSecond, rssMb]),
      [
        [0, 0, 200],
        [2, 20, 500],
        [4, 0, 500],
      ],
    );
    assert.deepEqual([history[1]?.cacheHitRatio, history[1]?.batchMs, history[2]?.queryMs], [1, 100, 7]);
  });

  it('works less while someone types', async () => {
    start();
    assert.equal(pacing.report().duty.share, 1);
    pacing.noteTyping();
    assert.equal(pacing.report().duty.share, 0.3);
    pace().finished(BATCH);
    const stop = new AbortController();
    const ready = pace().ready(false, stop.signal);
    stop.abort();
    await assert.rejects(ready, { code: 'aborted' });
  });

  it('never rests in a batch, whoever types', async () => {
    start({ scenario: 'batch' });
    pacing.noteTyping();
    pace().finished({ ...BATCH, wallMs: 60_000 });
    await pace().ready(false, never);
    assert.equal(pacing.report().duty.share, 1);
  });

  it('says when indexing stands still, and takes it back when it gets on', () => {
    start();
    work = { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'a.ts' };
    for (let minute = 0; minute < 6; minute++) {
      clock.advance(60_000);
      pacing.look();
    }
    assert.match(pacing.amend(INDEXING).message ?? '', /has not got on.*a\.ts/);
    assert.equal(pacing.report().counters.stalls, 1);
    assert.equal(logger.lines.filter((line) => line.startsWith('error:')).length, 1);
    work = { ...work, progress: '2' };
    pacing.look();
    assert.equal(pacing.amend(INDEXING).message, undefined);
  });

  it('starts indexing again where it can', () => {
    let restarts = 0;
    start({}, { restart: () => restarts++ });
    work = { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'a.ts' };
    for (let minute = 0; minute < 6; minute++) {
      clock.advance(60_000);
      pacing.look();
    }
    assert.equal(restarts, 1);
  });

  it('does not take a wait for memory for standing still', () => {
    start();
    fill(960);
    const stop = new AbortController();
    const ready = pace().ready(false, stop.signal);
    work = { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'a.ts' };
    for (let minute = 0; minute < 20; minute++) {
      clock.advance(60_000);
      pacing.look();
    }
    stop.abort();
    assert.equal(pacing.report().counters.stalls, undefined);
    return assert.rejects(ready, { code: 'aborted' });
  });

  it('sees a folder that stands still beside one that gets on, and starts that one alone again', () => {
    const restarted: string[] = [];
    start({}, { restart: (folder) => restarted.push(folder) });
    work = { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'stuck.ts' };
    for (let minute = 0; minute < 6; minute++) {
      clock.advance(60_000);
      others = [['/two', { ...work, progress: String(minute), currentFile: 'other.ts' }]];
      pacing.look();
    }
    assert.deepEqual(restarted, [FOLDER]);
    assert.match(pacing.amend(INDEXING).message ?? '', /has not got on.*stuck\.ts/);
  });

  it('sees a folder that stands still while another is held back on purpose', async () => {
    const restarted: string[] = [];
    start({}, { restart: (folder) => restarted.push(folder) });
    fill(960);
    const stop = new AbortController();
    const held = pacing.paceOf('/two').ready(false, stop.signal);
    work = { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'stuck.ts' };
    others = [['/two', work]];
    for (let minute = 0; minute < 6; minute++) {
      clock.advance(60_000);
      pacing.look();
    }
    assert.deepEqual(restarted, [FOLDER]);
    stop.abort();
    await assert.rejects(held, { code: 'aborted' });
  });

  it('says nothing any more of a folder that was closed while it stood still', () => {
    let works = new Map([[FOLDER, { isDue: true, progress: '1', stage: 'Indexing', currentFile: 'a.ts' }]]);
    start({}, { look: () => works });
    for (let minute = 0; minute < 6; minute++) {
      clock.advance(60_000);
      pacing.look();
    }
    assert.match(pacing.amend(INDEXING).message ?? '', /has not got on/);
    works = new Map();
    pacing.look();
    assert.equal(pacing.amend(INDEXING).message, undefined);
  });
});

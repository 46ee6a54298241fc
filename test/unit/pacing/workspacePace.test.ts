import assert from 'node:assert/strict';
import { BatchOptimiser } from '../../../server/src/pacing/batchOptimiser';
import { MemoryGuard } from '../../../server/src/pacing/memoryGuard';
import type { BatchSample } from '../../../server/src/pacing/pace';
import { ProcessorManners } from '../../../server/src/pacing/processorManners';
import {
  fullSpeedPace,
  WorkspacePace,
  type WorkspacePaceOptions,
} from '../../../server/src/pacing/workspacePace';
import { silentLogger } from '../../../server/src/base/logger';
import { never } from '../signals';
import { FakeMemory } from './fakeMemory';
import { ManualClock } from './manualClock';

const MB = 1_000_000;

function sample(given: Partial<BatchSample> = {}): BatchSample {
  const nothing = { files: 0, chunks: 0, bytes: 0, readMs: 0, parseMs: 0, embedMs: 0, storeMs: 0 };
  return { ...nothing, wallMs: 100, ...given };
}

describe('the pace', () => {
  let clock: ManualClock;
  let memory: FakeMemory;
  let guard: MemoryGuard;
  let others: number;
  /** Alarms that are set. */
  let alarms: Map<() => void, number>;
  let onAlarm: (ms: number) => void;
  beforeEach(() => {
    clock = new ManualClock();
    memory = new FakeMemory();
    others = 0;
    alarms = new Map();
    onAlarm = () => undefined;
    guard = new MemoryGuard({
      budget: { limitMb: 1_000, automaticMaximumMb: 1_000 },
      strategy: 'balanced',
      sources: memory,
      collect: () => false,
      logger: silentLogger,
      clock: clock.read,
    });
  });

  const options = (): WorkspacePaceOptions => ({
    guard,
    optimiser: new BatchOptimiser({
      minimumChunks: 32,
      maximumChunks: 1024,
      latencyMs: 1_000,
      targets: { others: 0.6, memory: 0.99 },
      aggressiveness: 0.5,
    }),
    othersShare: () => others,
    othersTarget: 0.6,
    minimumChunks: 32,
    concurrency: 8,
    schedule: (wake, ms) => {
      alarms.set(wake, ms);
      onAlarm(ms);
      return () => alarms.delete(wake);
    },
    clock: clock.read,
  });

  /** Half of the time, a tenth while someone types. */
  function polite(): { pace: WorkspacePace; manners: ProcessorManners } {
    const duty = { rest: 0.5, typing: 0.1, battery: 0.5 };
    const manners = new ProcessorManners({ duty, power: () => 'mains', clock: clock.read });
    return { pace: new WorkspacePace({ ...options(), manners }), manners };
  }

  /** How long the next alarm is set for, once it is. */
  function nextAlarm(): Promise<number> {
    return new Promise((resolve) => (onAlarm = resolve));
  }

  /** Lets the time of all alarms pass. */
  function ring(): void {
    for (const [wake, ms] of [...alarms]) {
      clock.advance(ms);
      wake();
    }
  }

  function fill(megabytes: number): void {
    memory.rss = megabytes * MB;
    clock.advance(1_000);
    guard.check();
  }

  /** Climbs to the largest batch: one chunk takes no time beside the batch's own. */
  function climb(pace: WorkspacePace): void {
    for (let batch = 0; batch < 100; batch++) {
      const { chunks } = pace.limits();
      clock.advance(100);
      pace.finished(sample({ files: chunks / 4, chunks, bytes: chunks * 500, wallMs: 100 }));
    }
  }

  it('lets the first batch begin at once', async () => {
    await polite().pace.ready(false, never);
    assert.equal(alarms.size, 0);
  });

  it('rests after a batch, as long as its share asks', async () => {
    const { pace } = polite();
    pace.finished(sample({ wallMs: 400 }));
    const alarm = nextAlarm();
    const ready = pace.ready(false, never);
    assert.equal(await alarm, 400);
    ring();
    await ready;
    assert.equal(alarms.size, 0);
  });

  it('counts what was waited for already', async () => {
    const { pace } = polite();
    pace.finished(sample({ wallMs: 400 }));
    clock.advance(300);
    const alarm = nextAlarm();
    const ready = pace.ready(false, never);
    assert.equal(await alarm, 100);
    ring();
    await ready;
  });

  it('counts the time of batches that overlap once', async () => {
    const { pace } = polite();
    pace.finished(sample({ wallMs: 400 }));
    clock.advance(1_000);
    pace.finished(sample({ wallMs: 400 }));
    clock.advance(150);
    pace.finished(sample({ wallMs: 400, embedMs: 100 }));
    const alarm = nextAlarm();
    const ready = pace.ready(false, never);
    assert.equal(await alarm, 250); // 400 of the second less 150 since, which is more than 150 of the third
    ring();
    await ready;
    pace.finished(sample({ wallMs: 400, embedMs: 300 }));
    const next = nextAlarm();
    const again = pace.ready(false, never);
    assert.equal(await next, 300); // no time since the last but the rest, so that the longest stage counts
    ring();
    await again;
  });

  it('rests longer while someone types', async () => {
    const { pace, manners } = polite();
    manners.noteTyping();
    pace.finished(sample({ wallMs: 100 }));
    const alarm = nextAlarm();
    const ready = pace.ready(false, never);
    assert.equal(await alarm, 900);
    ring();
    await ready;
  });

  it('does not let what is urgent wait for a rest', async () => {
    const { pace } = polite();
    pace.finished(sample());
    await pace.ready(true, never);
  });

  it('ends a rest under way when something urgent comes', async () => {
    const { pace } = polite();
    pace.finished(sample());
    const alarm = nextAlarm();
    const ready = pace.ready(false, never);
    await alarm;
    pace.hurry();
    await ready;
    assert.equal(alarms.size, 0);
  });

  it('ends a rest with its signal, and leaves no alarm behind', async () => {
    const { pace } = polite();
    pace.finished(sample());
    const stop = new AbortController();
    const alarm = nextAlarm();
    const ready = pace.ready(false, stop.signal);
    await alarm;
    stop.abort();
    await assert.rejects(ready, { code: 'aborted' });
    assert.equal(alarms.size, 0);
    await assert.rejects(pace.ready(true, stop.signal), { code: 'aborted' });
  });

  it('holds back even what is urgent while memory is exhausted, and goes on by itself', async () => {
    const { pace } = polite();
    fill(960);
    let isReady = false;
    const ready = pace.ready(true, never).then(() => (isReady = true));
    pace.hurry();
    await Promise.resolve();
    assert.equal(isReady, false);
    for (let second = 0; second < 10; second++) fill(300);
    await ready;
  });

  it('begins with few files, and goes by what they turned out to hold', () => {
    const { pace } = polite();
    assert.deepEqual(pace.limits(), { files: 16, chunks: 1024, bytes: 16_000_000, concurrency: 8 });
    pace.finished(sample({ files: 16, chunks: 64, bytes: 64_000, wallMs: 0 }));
    assert.deepEqual(pace.limits(), { files: 256, chunks: 1024, bytes: 2_048_000, concurrency: 8 });
  });

  it('takes many files where none of them had changed, and bounds them', () => {
    const { pace } = polite();
    pace.finished(sample({ files: 16, chunks: 0, bytes: 0 }));
    assert.equal(pace.limits().files, 1024);
  });

  it('follows what is measured', () => {
    const { pace } = polite();
    climb(pace);
    assert.deepEqual(pace.limits(), { files: 256, chunks: 1024, bytes: 1_024_000, concurrency: 8 });
  });

  it('takes less while memory is short: a quarter, then one file at a time', () => {
    const { pace } = polite();
    climb(pace);
    fill(800);
    assert.deepEqual(pace.limits(), { files: 64, chunks: 256, bytes: 256_000, concurrency: 4 });
    fill(900);
    assert.deepEqual(pace.limits(), { files: 8, chunks: 32, bytes: 256_000, concurrency: 1 });
  });

  it('reads fewer files at a time while other programs need the processors', () => {
    const { pace } = polite();
    others = 0.9;
    pace.finished(sample({ files: 1, chunks: 1, bytes: 1 }));
    assert.equal(pace.limits().concurrency, 4);
  });

  it('tells of every batch', () => {
    const told: BatchSample[] = [];
    const pace = new WorkspacePace({ ...options(), onBatch: (batch) => told.push(batch) });
    pace.finished(sample({ chunks: 7 }));
    assert.deepEqual(told, [sample({ chunks: 7 })]);
  });

  it('of a command never rests, and stops for memory all the same', async () => {
    const pace = fullSpeedPace(options());
    pace.finished(sample({ wallMs: 60_000 }));
    await pace.ready(false, never);
    fill(960);
    const stop = new AbortController();
    const ready = pace.ready(false, stop.signal);
    stop.abort();
    await assert.rejects(ready, { code: 'aborted' });
  });
});

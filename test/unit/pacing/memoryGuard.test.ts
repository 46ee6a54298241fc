import assert from 'node:assert/strict';
import { collectGarbage } from '../../../server/src/pacing/collectGarbage';
import { realMemorySources } from '../../../server/src/pacing/memoryBudget';
import { MemoryGuard, type MemoryGuardOptions } from '../../../server/src/pacing/memoryGuard';
import type { MemoryLevel } from '../../../server/src/pacing/memoryStrategy';
import { RecordingLogger } from '../base/recordingLogger';
import { never } from '../signals';
import { FakeMemory } from './fakeMemory';
import { ManualClock } from './manualClock';

const MB = 1_000_000;

describe('the memory guard', () => {
  let memory: FakeMemory;
  let clock: ManualClock;
  let logger: RecordingLogger;
  let collections: number;
  /** RSS after the next collections; what is left alone when absent. */
  let collected: number | undefined;
  let levels: MemoryLevel[];

  beforeEach(() => {
    memory = new FakeMemory();
    memory.rss = 100 * MB;
    clock = new ManualClock();
    logger = new RecordingLogger();
    collections = 0;
    collected = undefined;
    levels = [];
  });

  /** A guard over 1,000 MB, so that a MB is a thousandth. */
  function guardWith(options: Partial<MemoryGuardOptions> = {}): MemoryGuard {
    const guard = new MemoryGuard({
      budget: { limitMb: 1_000, automaticMaximumMb: 1_000 },
      strategy: 'balanced',
      sources: memory,
      collect: () => {
        collections++;
        if (collected !== undefined) memory.rss = collected;
        return true;
      },
      logger,
      clock: clock.read,
      ...options,
    });
    guard.onLevel((level) => levels.push(level));
    return guard;
  }

  /** Looks once a second for a while at memory that stays. */
  function watch(guard: MemoryGuard, rssMb: number, seconds = 1): void {
    memory.rss = rssMb * MB;
    for (let second = 0; second < seconds; second++) {
      clock.advance(1_000);
      guard.check();
    }
  }

  it('is at ease with little', () => {
    const guard = guardWith();
    watch(guard, 300);
    assert.deepEqual(guard.snapshot, {
      rssBytes: 300 * MB,
      limitBytes: 1_000 * MB,
      level: 'normal',
      strategy: 'balanced',
      limitReason: 'the setting akin.memory.limitMb',
    });
    assert.equal(collections, 0);
  });

  const rises: [rssMb: number, level: MemoryLevel][] = [
    [760, 'reduced'],
    [880, 'streaming'],
    [950, 'paused'],
    [1_040, 'stopped'],
  ];
  for (const [rssMb, level] of rises)
    it(`goes to ${level} at ${rssMb} MB that a collection does not free`, () => {
      const guard = guardWith();
      watch(guard, rssMb);
      assert.equal(guard.snapshot.level, level);
      assert.deepEqual(levels, [level]);
      assert.equal(collections, 1);
    });

  it('has garbage collected before it goes further than smaller batches', () => {
    collected = 400 * MB;
    const guard = guardWith();
    watch(guard, 990);
    assert.equal(guard.snapshot.level, 'reduced');
    assert.equal(guard.snapshot.rssBytes, 400 * MB);
  });

  it('asks for collections rarely', () => {
    const guard = guardWith();
    for (let i = 0; i < 60; i++) watch(guard, i % 2 === 0 ? 760 : 890);
    assert.ok(collections <= 4, String(collections));
  });

  it('goes on without a collection where none can be made', () => {
    const guard = guardWith({ collect: () => false });
    watch(guard, 950);
    assert.equal(guard.snapshot.level, 'paused');
  });

  it('falls step by step, each after seconds clearly below', () => {
    const guard = guardWith();
    watch(guard, 950);
    watch(guard, 300, 5);
    assert.deepEqual(levels, ['paused']);
    watch(guard, 300, 1);
    assert.deepEqual(levels, ['paused', 'streaming']);
    watch(guard, 300, 20);
    assert.deepEqual(levels, ['paused', 'streaming', 'reduced', 'normal']);
  });

  it('does not fall and rise with memory that swings around a border', () => {
    const guard = guardWith();
    watch(guard, 760);
    for (let i = 0; i < 30; i++) watch(guard, i % 2 === 0 ? 740 : 760);
    assert.deepEqual(levels, ['reduced']);
  });

  it('falls in the end where memory stays just below', () => {
    const guard = guardWith();
    watch(guard, 950);
    watch(guard, 930, 29);
    assert.deepEqual(levels, ['paused']);
    watch(guard, 930, 3);
    assert.deepEqual(levels, ['paused', 'streaming']);
  });

  it('stops when pausing does not help, says so once, and comes back by itself', async () => {
    const guard = guardWith();
    watch(guard, 950, 200);
    assert.deepEqual(levels, ['paused', 'stopped']);
    assert.match(guard.message ?? '', /950 MB of the 1000 MB.*Search works.*akin\.memory\.limitMb/);
    const passing = guard.pass(never);
    watch(guard, 500, 30);
    await passing;
    assert.equal(guard.message, undefined);
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('stops when it has to pause again and again, and tries anew minutes later', () => {
    const guard = guardWith();
    for (let round = 0; round < 7; round++) {
      watch(guard, 950);
      watch(guard, 300, 30);
    }
    assert.equal(guard.snapshot.level, 'stopped');
    assert.equal(levels.filter((level) => level === 'stopped').length, 1);
    watch(guard, 300, 700);
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('goes on as long as something is done between the pauses', () => {
    const guard = guardWith();
    for (let round = 0; round < 20; round++) {
      watch(guard, 950);
      watch(guard, 300, 30);
      guard.progressed();
    }
    assert.ok(!levels.includes('stopped'), levels.join());
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('holds a batch back while memory is exhausted, until its signal', async () => {
    const guard = guardWith();
    watch(guard, 950);
    assert.equal(guard.isExhausted, true);
    const stop = new AbortController();
    const passing = guard.pass(stop.signal);
    stop.abort();
    await assert.rejects(passing, { code: 'aborted' });
  });

  it('gives way when the machine itself runs out, whoever took it', () => {
    const guard = guardWith();
    memory.free = 400 * MB;
    watch(guard, 100);
    assert.equal(guard.snapshot.level, 'streaming');
    memory.free = 100 * MB;
    watch(guard, 100);
    assert.equal(guard.snapshot.level, 'paused');
  });

  it('says when it is the machine that is short of memory, where no other limit would help', () => {
    const guard = guardWith();
    memory.free = 100 * MB;
    watch(guard, 100, 70);
    assert.equal(guard.snapshot.level, 'stopped');
    assert.match(guard.message ?? '', /less than 250 MB of this machine's memory were free.*Search works/);
    assert.doesNotMatch(guard.message ?? '', /akin\.memory\.limitMb|100 MB/);
    watch(guard, 980);
    assert.match(guard.message ?? '', /this machine's memory/, 'both are short');
    memory.free = 300 * MB;
    watch(guard, 980);
    assert.match(
      guard.message ?? '',
      /980 MB of the 1000 MB.*akin\.memory\.limitMb/,
      'now it is Akin itself',
    );
    watch(guard, 100, 60);
    assert.equal(guard.message, undefined);
  });

  it('chooses its strategy by pressure, and streams after repeated pauses', () => {
    const guard = guardWith({ strategy: 'auto' });
    watch(guard, 100, 30);
    assert.equal(guard.snapshot.strategy, 'aggressive');
    watch(guard, 700, 60);
    assert.equal(guard.snapshot.strategy, 'balanced');
    watch(guard, 990);
    watch(guard, 100, 60);
    watch(guard, 990);
    watch(guard, 100, 60);
    assert.equal(guard.snapshot.strategy, 'streaming');
    assert.equal(guard.snapshot.level, 'streaming');
    watch(guard, 100, 700);
    assert.equal(guard.snapshot.strategy, 'aggressive');
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('streams from the start where that is the setting, without a collection', () => {
    const guard = guardWith({ strategy: 'streaming' });
    watch(guard, 100, 100);
    assert.equal(guard.snapshot.level, 'streaming');
    assert.equal(collections, 0);
  });

  it('follows a budget that changes while it runs', () => {
    memory.free = 2_000 * MB;
    const guard = guardWith({ budget: { limitMb: 0, automaticMaximumMb: 900 } });
    assert.equal(guard.snapshot.limitBytes, 900 * MB);
    memory.free = 500 * MB + 1;
    watch(guard, 100, 31);
    assert.equal(Math.round(guard.snapshot.limitBytes / MB), 300);
  });

  it('keeps its level when memory cannot be read, and says so once', () => {
    const guard = guardWith();
    watch(guard, 800);
    memory.failure = new Error('EMFILE');
    watch(guard, 100, 10);
    assert.equal(guard.snapshot.level, 'reduced');
    assert.equal(logger.lines.filter((line) => line.includes('EMFILE')).length, 1);
    memory.failure = undefined;
    watch(guard, 100, 7);
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('goes on when the clock is set back', () => {
    const guard = guardWith();
    watch(guard, 950);
    clock.advance(-3_600_000);
    watch(guard, 300, 30);
    assert.equal(guard.snapshot.level, 'normal');
  });

  it('survives a listener that throws, and tells the others', () => {
    const guard = guardWith();
    const told: MemoryLevel[] = [];
    guard.onLevel(() => {
      throw new Error('no cache');
    });
    guard.onLevel((level) => told.push(level));
    watch(guard, 800);
    assert.deepEqual(told, ['reduced']);
    assert.ok(logger.lines.some((line) => line.includes('no cache')));
  });

  it('tells a listener nothing more once it has left', () => {
    const guard = guardWith();
    const told: MemoryLevel[] = [];
    guard.onLevel((level) => told.push(level))();
    watch(guard, 800);
    assert.deepEqual(told, []);
  });

  it('looks at real memory, and a collection frees what only garbage held', () => {
    const guard = guardWith({ sources: realMemorySources, strategy: 'balanced', collect: collectGarbage });
    clock.advance(1_000);
    guard.check();
    assert.ok(guard.snapshot.rssBytes > 20 * MB, String(guard.snapshot.rssBytes));
    assert.ok(guard.share > 0);

    const heapWith = (): number => {
      const held = Array.from({ length: 300_000 }, (_, index) => ({ index, text: `text ${index}` }));
      return held.length === 0 ? 0 : process.memoryUsage().heapUsed;
    };
    const before = heapWith();
    assert.equal(collectGarbage(), true);
    assert.ok(process.memoryUsage().heapUsed < before - 10 * MB);
  });
});

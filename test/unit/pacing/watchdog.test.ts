import assert from 'node:assert/strict';
import {
  type Stall,
  Watchdog,
  type WatchdogOptions,
  type WatchedWork,
} from '../../../server/src/pacing/watchdog';
import { RecordingLogger } from '../base/recordingLogger';
import { ManualClock } from './manualClock';

const STALL_MS = 60_000;

describe('the watchdog', () => {
  let clock: ManualClock;
  let logger: RecordingLogger;
  let work: WatchedWork;
  let stalls: Stall[];
  let restarts: number;
  let recoveries: number;
  beforeEach(() => {
    clock = new ManualClock();
    logger = new RecordingLogger();
    work = { isDue: true, progress: '0', stage: 'Indexing', currentFile: 'src/a.ts' };
    stalls = [];
    restarts = recoveries = 0;
  });

  function watchdog(options: Partial<WatchdogOptions> = {}): Watchdog {
    return new Watchdog({
      look: () => work,
      restart: () => restarts++,
      onStall: (stall) => stalls.push(stall),
      onRecovered: () => recoveries++,
      stallMs: STALL_MS,
      logger,
      clock: clock.read,
      ...options,
    });
  }

  function watch(dog: Watchdog, seconds: number, each: () => void = () => undefined): void {
    for (let second = 0; second < seconds; second++) {
      clock.advance(1_000);
      each();
      dog.check();
    }
  }

  it('keeps quiet while work gets on', () => {
    let done = 0;
    watch(watchdog(), 600, () => (work = { ...work, progress: String(done++) }));
    assert.deepEqual(stalls, []);
  });

  it('reports work that stands still, with its file and stage, and starts it again', () => {
    watch(watchdog(), 61);
    assert.equal(stalls.length, 1);
    const [stall] = stalls;
    assert.equal(stall?.currentFile, 'src/a.ts');
    assert.equal(stall.stage, 'Indexing');
    assert.equal(stall.seconds, 60);
    assert.match(stall.message, /60 s \(Indexing at src\/a\.ts\).*started again/);
    assert.equal(restarts, 1);
  });

  it('starts it again three times at most, and says then what else may help, once', () => {
    watch(watchdog(), 600);
    assert.equal(restarts, 3);
    assert.deepEqual(
      stalls.map(({ restarted }) => restarted),
      [true, true, true, false],
    );
    assert.match(stalls.at(-1)?.message ?? '', /Pause and resume/);
  });

  it('starts it no more often because each start gets a little further', () => {
    const dog = watchdog();
    for (let round = 0; round < 8; round++) {
      watch(dog, 90);
      work = { ...work, progress: `start ${round}` };
    }
    assert.equal(restarts, 3);
  });

  it('starts it again an hour later', () => {
    const dog = watchdog();
    watch(dog, 300);
    work = { ...work, progress: 'on' };
    let done = 0;
    watch(dog, 3_600, () => (work = { ...work, progress: String(done++) }));
    watch(dog, 61);
    assert.equal(restarts, 4);
  });

  it('reports once where nothing can be started again', () => {
    watch(
      new Watchdog({
        look: () => work,
        onStall: (stall) => stalls.push(stall),
        stallMs: STALL_MS,
        logger,
        clock: clock.read,
      }),
      600,
    );
    assert.equal(stalls.length, 1);
  });

  it('says when it gets on after all', () => {
    const dog = watchdog();
    watch(dog, 300);
    work = { ...work, progress: '1' };
    watch(dog, 1);
    assert.equal(recoveries, 1);
  });

  it('does not count time without work, or held back on purpose', () => {
    const dog = watchdog();
    watch(dog, 50);
    work = { ...work, isDue: false };
    watch(dog, 500);
    work = { ...work, isDue: true };
    watch(dog, 50);
    assert.deepEqual(stalls, []);
  });

  it('survives work that cannot be looked at', () => {
    const dog = watchdog({
      look: () => {
        throw new Error('closed');
      },
    });
    watch(dog, 1);
    assert.ok(logger.lines.some((line) => line.includes('closed')));
  });

  it('does not take a clock that is set back for progress or a stall', () => {
    const dog = watchdog();
    watch(dog, 30);
    clock.advance(-86_400_000);
    watch(dog, 25);
    assert.deepEqual(stalls, []);
    watch(dog, 10);
    assert.equal(stalls.length, 1);
  });
});

import assert from 'node:assert/strict';
import { Metrics } from '../../../server/src/base/metrics';
import { MAX_SAMPLES, PerformanceHistory, REST_SECONDS } from '../../../server/src/engine/performanceHistory';
import { ManualClock } from '../pacing/manualClock';

describe('the history of an engine', () => {
  const readings = { rssBytes: 0, limitBytes: 0, cacheHits: 0, cacheMisses: 0 };
  let clock: ManualClock;
  let metrics: Metrics;
  let history: PerformanceHistory;
  beforeEach(() => {
    clock = new ManualClock();
    metrics = new Metrics([], clock.read);
    Object.assign(readings, { rssBytes: 300e6, limitBytes: 1_000e6, cacheHits: 0, cacheMisses: 0 });
    history = new PerformanceHistory(metrics, () => readings);
    history.look();
  });

  /** A look after some seconds in which chunks were indexed. */
  function look(seconds: number, chunks = 0): void {
    metrics.count('chunks', chunks);
    clock.advance(seconds * 1_000);
    history.look();
  }

  it('begins with what is so at the start', () =>
    assert.deepEqual(history.samples, [{ seconds: 0, rssMb: 300, limitMb: 1_000, chunksPerSecond: 0 }]));

  it('tells of each look what was done since the one before', () => {
    metrics.time('query', 500);
    metrics.time('batch', 500);
    Object.assign(readings, { cacheHits: 100, cacheMisses: 100 });
    look(2, 1_000);
    for (const ms of [4, 8]) metrics.time('query', ms);
    metrics.time('batch', 250);
    Object.assign(readings, { rssBytes: 412.6e6, cacheHits: 190, cacheMisses: 110 });
    look(2, 300);
    assert.deepEqual(history.samples.at(-1), {
      seconds: 4,
      rssMb: 413,
      limitMb: 1_000,
      chunksPerSecond: 150,
      queryMs: 6,
      batchMs: 250,
      cacheHitRatio: 0.9,
    });
  });

  it('leaves out what was not asked for', () => {
    look(2, 10);
    assert.deepEqual(Object.keys(history.samples.at(-1) ?? {}), [
      'seconds',
      'rssMb',
      'limitMb',
      'chunksPerSecond',
    ]);
  });

  it('takes no second sample right after one, whose rates would be noise', () => {
    look(2, 100);
    look(0.5, 100);
    assert.equal(history.samples.length, 2);
    look(1.5, 100);
    assert.equal(history.samples.at(-1)?.chunksPerSecond, 100);
  });

  it('is bounded: the oldest go first', () => {
    for (let i = 0; i < MAX_SAMPLES + 50; i++) look(2, 10);
    assert.equal(history.samples.length, MAX_SAMPLES);
    assert.equal(history.samples.at(-1)?.seconds, (MAX_SAMPLES + 50) * 2);
    assert.equal(history.samples[0]?.seconds, 102);
  });

  it('keeps few samples of a rest, and its end', () => {
    look(2, 100);
    for (let i = 0; i < 600; i++) look(2);
    const { samples } = history;
    assert.equal(samples.at(-1)?.seconds, 1_202);
    // The last one of each such time is that of the look before its end.
    assert.ok(samples.length <= 3 + 1_200 / (REST_SECONDS - 2), String(samples.length));
    look(2, 100);
    assert.equal(samples.at(-1)?.chunksPerSecond, 50);
    assert.equal(samples.at(-2)?.seconds, 1_202);
  });

  it('counts a search as something done', () => {
    for (let i = 0; i < 5; i++) look(2);
    metrics.time('query', 3);
    look(2);
    look(2);
    assert.deepEqual(
      history.samples.flatMap(({ seconds, queryMs }) => (queryMs === undefined ? [] : [seconds])),
      [12],
    );
  });
});

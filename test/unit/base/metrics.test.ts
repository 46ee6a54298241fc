import assert from 'node:assert/strict';
import { Metrics } from '../../../server/src/base/metrics';

describe('metrics', () => {
  it('count and gauge by name', () => {
    const metrics = new Metrics();
    metrics.count('files');
    metrics.count('files', 4);
    metrics.gauge('rssMb', 300);
    metrics.gauge('rssMb', 200);
    const { counters, gauges } = metrics.snapshot();
    assert.deepEqual(counters, { files: 5 });
    assert.deepEqual(gauges, { rssMb: 200 });
  });

  it('have percentiles by nearest rank', () => {
    const metrics = new Metrics();
    for (let value = 100; value >= 1; value--) metrics.time('query', value);
    assert.deepEqual(metrics.snapshot().timings.query, {
      count: 100,
      sum: 5050,
      mean: 50.5,
      minimum: 1,
      maximum: 100,
      p50: 50,
      p90: 90,
      p95: 95,
      p99: 99,
    });
  });

  it('have the one value as every percentile of one', () => {
    const metrics = new Metrics();
    metrics.time('store', 7);
    const { p50, p99, minimum, maximum } = metrics.snapshot().timings.store ?? {};
    assert.deepEqual([p50, p99, minimum, maximum], [7, 7, 7, 7]);
  });

  it('take percentiles of the last 512 values and totals of all', () => {
    const metrics = new Metrics();
    for (let index = 0; index < 1_000; index++) metrics.time('embed', 1_000);
    for (let index = 0; index < 512; index++) metrics.time('embed', 1);
    const { count, p99, maximum } = metrics.snapshot().timings.embed ?? {};
    assert.deepEqual([count, p99, maximum], [1_512, 1, 1_000]);
  });

  it('time a stage from its start to its end', () => {
    let now = 0;
    const metrics = new Metrics([], () => now);
    const finished = metrics.start('parse');
    now = 42;
    finished();
    const { timings, seconds } = metrics.snapshot();
    assert.equal(timings.parse?.sum, 42);
    assert.equal(seconds, 0.042);
  });

  it('pass over what is no number', () => {
    const metrics = new Metrics();
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      metrics.time('store', value);
      metrics.count('files', value);
      metrics.gauge('rssMb', value);
    }
    const { counters, gauges, timings } = metrics.snapshot();
    assert.deepEqual([counters, gauges, timings], [{}, {}, {}]);
  });

  it('have room for a bounded number of names, and go on with those they have', () => {
    const metrics = new Metrics();
    for (let index = 0; index < 1_000; index++) {
      metrics.count(`made ${index}`);
      metrics.gauge(`made ${index}`, index);
      metrics.time(`made ${index}`, index);
    }
    metrics.count('made 0');
    const { counters, gauges, timings } = metrics.snapshot();
    for (const names of [counters, gauges, timings]) assert.equal(Object.keys(names).length, 200);
    assert.equal(counters['made 0'], 2);
  });

  it('are plain JSON', () => {
    const metrics = new Metrics();
    metrics.count('files');
    metrics.time('query', 3);
    const snapshot = metrics.snapshot();
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
  });
});

describe('the bounds of metrics', () => {
  const advice = 'do less';

  it('alert when a percentile, counter or gauge passes them, and advise each thing once', () => {
    const metrics = new Metrics([
      { metric: 'query', statistic: 'p95', above: 150, advice },
      { metric: 'stalls', statistic: 'value', above: 0, advice },
      { metric: 'hits', statistic: 'value', below: 0.5, advice: 'keep more' },
    ]);
    metrics.time('query', 200);
    metrics.count('stalls');
    metrics.gauge('hits', 0.25);
    const { alerts, recommendations } = metrics.snapshot();
    assert.deepEqual(alerts, [
      { metric: 'query', statistic: 'p95', value: 200, threshold: 150, advice },
      { metric: 'stalls', statistic: 'value', value: 1, threshold: 0, advice },
      { metric: 'hits', statistic: 'value', value: 0.25, threshold: 0.5, advice: 'keep more' },
    ]);
    assert.deepEqual(recommendations, [advice, 'keep more']);
  });

  it('are kept by what is at them, and by what was not measured', () => {
    const metrics = new Metrics([
      { metric: 'query', statistic: 'p95', above: 150, advice },
      { metric: 'hits', statistic: 'value', below: 0.5, advice },
      { metric: 'store', statistic: 'mean', above: 0, advice },
    ]);
    metrics.time('query', 150);
    metrics.gauge('hits', 0.5);
    assert.deepEqual(metrics.snapshot().alerts, []);
  });

  it('wait for enough values', () => {
    const metrics = new Metrics([{ metric: 'query', statistic: 'p95', above: 1, minimumCount: 3, advice }]);
    metrics.time('query', 9);
    metrics.time('query', 9);
    assert.deepEqual(metrics.snapshot().alerts, []);
    metrics.time('query', 9);
    assert.equal(metrics.snapshot().alerts.length, 1);
  });
});

import assert from 'node:assert/strict';
import { chunkRates, PerformanceHistory } from '../../../../../client/src/views/report/performanceHistory';
import { sampleReport } from './sampleReport';

const at = (seconds: number, chunks: number): ReturnType<typeof sampleReport> =>
  sampleReport({ seconds, counters: { chunks } });

describe('PerformanceHistory', () => {
  it('keeps what the charts show', () => {
    const history = new PerformanceHistory();
    history.add(at(2, 100));
    assert.deepEqual(history.samples, [{ seconds: 2, chunks: 100, rssMb: 420, limitMb: 1050 }]);
  });

  it('is bounded: the oldest go first', () => {
    const history = new PerformanceHistory();
    for (let second = 0; second < 500; second++) history.add(at(second, second));
    assert.equal(history.samples.length, 150);
    assert.equal(history.samples[0]?.seconds, 350);
  });

  it('begins anew with a server that was started since', () => {
    const history = new PerformanceHistory();
    history.add(at(100, 5000));
    history.add(at(1, 0));
    assert.deepEqual(
      history.samples.map(({ seconds }) => seconds),
      [1],
    );
  });

  it('counts nothing as 0 chunks', () => {
    const history = new PerformanceHistory();
    history.add(sampleReport({ counters: {} }));
    assert.equal(history.samples[0]?.chunks, 0);
  });
});

describe('chunkRates', () => {
  it('are those between one look and the next', () => {
    const history = new PerformanceHistory();
    for (const [seconds, chunks] of [
      [0, 0],
      [2, 100],
      [4, 100],
      [4, 120],
    ] as const)
      history.add(at(seconds, chunks));
    assert.deepEqual(chunkRates(history.samples), [50, 0, 0]);
  });

  it('are none of a single look', () => assert.deepEqual(chunkRates([]), []));
});

import assert from 'node:assert/strict';
import { describeReport } from '../../../server/src/cli/commands/report';

describe('describeReport', () => {
  const summary = {
    count: 3,
    sum: 60,
    mean: 20,
    minimum: 10,
    maximum: 30,
    p50: 20,
    p90: 30,
    p95: 30,
    p99: 30,
  };

  it('tells a person what was done, what it took and what to do', () => {
    const text = describeReport({
      seconds: 12.34,
      counters: { files: 1_234, chunks: 5_000, bytes: 7_000_000, batches: 1 },
      gauges: {},
      timings: {
        parse: summary,
        saveToSearchable: { ...summary, count: 1_000 },
        chunksPerSecond: { ...summary, mean: 2_000, p50: 2_000, p95: 3_000, p99: 3_000, maximum: 3_000 },
      },
      alerts: [
        { metric: 'query', statistic: 'p95', value: 200, threshold: 150, advice: 'Do less.' },
        { metric: 'memoryShare', statistic: 'value', value: 0.91, threshold: 0.85, advice: 'Do less.' },
      ],
      recommendations: ['Do less.'],
      memory: {
        rssMb: 300,
        limitMb: 1_000,
        level: 'normal',
        strategy: 'balanced',
        limitReason: 'the setting',
      },
      batch: { chunks: 512, reason: '12 % faster than batches of 256', files: 100, concurrency: 8 },
      profile: { level: 'moderate', scenario: 'batch', embeddingThreads: 1, parsingThreads: 2 },
      duty: { share: 0.85, reason: 'nobody types' },
      history: [],
    });
    assert.equal(
      text,
      [
        '12.3 s: 1,234 files, 5,000 chunks, 7.0 MB in 1 batch',
        'Memory: 300 of 1,000 MB (the setting), normal, balanced',
        'Batch: 512 chunks: 12 % faster than batches of 256',
        'Profile: moderate, batch, 1 embedding thread, 2 parsing threads',
        'Works 85 % of the time: nobody types',
        '                      count     mean      p50      p95      p99     most',
        'parse, ms                 3     20.0     20.0     30.0     30.0     30.0',
        'saveToSearchable, ms  1,000     20.0     20.0     30.0     30.0     30.0',
        'chunks a second           3  2,000.0  2,000.0  3,000.0  3,000.0  3,000.0',
        'query, ms: p95 is 200; the bound is 150',
        'memoryShare: value is 0.91; the bound is 0.85',
        'Do less.',
      ].join('\n'),
    );
  });
});

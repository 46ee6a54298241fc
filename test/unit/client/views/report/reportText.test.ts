import assert from 'node:assert/strict';
import {
  formatMetric,
  formatMs,
  formatShare,
  metricLabel,
  orderedStages,
} from '../../../../../client/src/views/report/reportText';
import { performanceThresholds } from '../../../../../server/src/engine/performanceThresholds';

describe('the texts of the performance report', () => {
  it('print times as short as they may be', () =>
    assert.deepEqual([0.04, 3.21, 9.96, 150.4, 996, 3200, 12_345].map(formatMs), [
      '0.0 ms',
      '3.2 ms',
      '10 ms',
      '150 ms',
      '1.0 s',
      '3.2 s',
      '12 s',
    ]));

  it('print shares in percent', () => assert.equal(formatShare(0.876), '88 %'));

  it('print a metric in its own unit', () =>
    assert.deepEqual(
      [
        formatMetric('query', 150),
        formatMetric('memoryShare', 0.9),
        formatMetric('chunksPerSecond', 5200),
        formatMetric('stalls', 1),
      ],
      ['150 ms', '90 %', '5,200', '1'],
    ));

  it('order the times, searches first and what is unknown last; a rate is none', () =>
    assert.deepEqual(orderedStages(['later', 'embed', 'chunksPerSecond', 'query', 'read']), [
      'query',
      'read',
      'embed',
      'later',
    ]));

  it('have a name for all that is warned about', () =>
    assert.deepEqual(
      performanceThresholds.map(({ metric }) => metric).filter((metric) => metricLabel(metric) === metric),
      [],
    ));
});

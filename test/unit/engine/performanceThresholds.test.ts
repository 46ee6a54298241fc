import assert from 'node:assert/strict';
import { settingDeclarations } from '../../../protocol/settings';
import { MetricNames, performanceThresholds } from '../../../server/src/engine/performanceThresholds';

describe('the performance thresholds', () => {
  const names = new Set<string>(Object.values(MetricNames));
  const keys = new Set<string>(Object.values(settingDeclarations).map(({ key }) => key));

  for (const { metric, statistic, above, below, advice } of performanceThresholds)
    it(`${metric} ${statistic}: a known metric, one bound, and advice that names settings there are`, () => {
      assert.ok(names.has(metric));
      assert.equal([above, below].filter((bound) => bound !== undefined).length, 1);
      for (const [key] of advice.matchAll(/akin\.\w+(?:\.\w+)*/g)) assert.ok(keys.has(key), key);
      assert.match(advice, /\.$/);
    });
});

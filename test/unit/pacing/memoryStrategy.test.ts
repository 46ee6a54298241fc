import assert from 'node:assert/strict';
import {
  chooseStrategy,
  levelFor,
  memoryLevels,
  memoryStrategies,
  memoryThresholds,
  milder,
  type MemoryStrategy,
} from '../../../server/src/pacing/memoryStrategy';

describe('memory strategies', () => {
  const chosen: [meanShare: number, pauses: number, before: MemoryStrategy, after: MemoryStrategy][] = [
    [0.2, 0, 'balanced', 'aggressive'],
    [0.6, 0, 'aggressive', 'balanced'],
    [0.9, 0, 'balanced', 'conservative'],
    [0.2, 2, 'aggressive', 'streaming'],
    [0.48, 0, 'balanced', 'balanced'],
    [0.48, 0, 'aggressive', 'aggressive'],
    [0.82, 0, 'conservative', 'conservative'],
    [0.82, 0, 'balanced', 'balanced'],
  ];
  for (const [meanShare, pauses, before, after] of chosen)
    it(`go from ${before} to ${after} at ${meanShare} with ${pauses} pauses`, () =>
      assert.equal(chooseStrategy({ meanShare, pauses }, before), after));

  for (const strategy of memoryStrategies)
    it(`${strategy}: a stricter level never holds from a smaller share`, () => {
      const { reduced, streaming, paused, stopped } = memoryThresholds[strategy];
      assert.ok(reduced <= streaming && streaming < paused && paused < stopped);
    });

  it('act earlier the more careful they are', () => {
    const { conservative, balanced, aggressive } = memoryThresholds;
    for (const level of ['reduced', 'streaming', 'paused', 'stopped'] as const)
      assert.ok(conservative[level] < balanced[level] && balanced[level] < aggressive[level], level);
  });

  it('name a level for every share', () => {
    const levels = [0, 0.8, 0.9, 0.95, 2].map((share) => levelFor(share, memoryThresholds.balanced));
    assert.deepEqual(levels, memoryLevels);
  });

  it('keep to one file at a time in streaming', () =>
    assert.equal(levelFor(0, memoryThresholds.streaming), 'streaming'));

  it('know no level milder than normal', () => assert.equal(milder('normal'), 'normal'));
});

import assert from 'node:assert/strict';
import {
  performanceLevels,
  performanceScenarios,
  profileFor,
  threadsOf,
} from '../../../server/src/pacing/performanceProfiles';

describe('the performance profiles', () => {
  for (const level of performanceLevels)
    for (const scenario of performanceScenarios)
      it(`${level}, ${scenario}: figures that work together`, () => {
        const profile = profileFor(level, scenario);
        const { minimumChunks, maximumChunks, duty, aggressiveness, othersTarget, memoryTarget } = profile;
        assert.ok(minimumChunks >= 1 && minimumChunks < maximumChunks);
        for (const share of [duty.rest, duty.typing, duty.battery, othersTarget, memoryTarget])
          assert.ok(share > 0 && share <= 1, String(share));
        assert.ok(duty.typing <= duty.rest && duty.battery <= duty.rest);
        assert.ok(aggressiveness >= 0 && aggressiveness <= 1);
        assert.ok(profile.batchLatencyMs > 0 && profile.memoryMaximumMb >= 500);
      });

  it('take more of the machine from level to level', () => {
    const [basic, moderate, aggressive] = performanceLevels.map((level) => profileFor(level, 'auto'));
    for (const key of ['maximumChunks', 'maximumThreads', 'memoryMaximumMb', 'embeddingCacheMb'] as const) {
      assert.ok((basic?.[key] ?? 0) < (moderate?.[key] ?? 0), key);
      assert.ok((moderate?.[key] ?? 0) < (aggressive?.[key] ?? 0), key);
    }
    assert.ok((basic?.duty.rest ?? 1) < (aggressive?.duty.rest ?? 0));
  });

  it('have a thread at least, and no more than their bound', () => {
    const threads = (level: (typeof performanceLevels)[number], processors: number): number =>
      threadsOf(profileFor(level, 'auto'), processors);
    assert.deepEqual(
      [1, 2, 8, 64].map((count) => threads('basic', count)),
      [1, 1, 1, 1],
    );
    assert.deepEqual(
      [1, 2, 8, 64].map((count) => threads('moderate', count)),
      [1, 1, 4, 4],
    );
    assert.deepEqual(
      [1, 2, 8, 64].map((count) => threads('aggressive', count)),
      [1, 2, 8, 8],
    );
  });

  it('never rest in batch', () =>
    assert.deepEqual(profileFor('basic', 'batch').duty, { rest: 1, typing: 1, battery: 1 }));
});

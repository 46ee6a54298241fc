import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { settingDeclarations } from '../../../protocol/settings';
import { memoryStrategies } from '../../../server/src/pacing/memoryStrategy';
import {
  defaultPerformancePlan,
  defaultPerformanceRequest,
  performanceBounds,
  type PerformancePlan,
  type PerformanceRequest,
  planPerformance,
} from '../../../server/src/pacing/performancePlan';
import { performanceLevels, performanceScenarios } from '../../../server/src/pacing/performanceProfiles';

type Environment = Record<string, string | undefined>;

function plan(
  request: Partial<PerformanceRequest> = {},
  environment: Environment = {},
  attended = true,
): ReturnType<typeof planPerformance> {
  return planPerformance(
    { ...defaultPerformanceRequest, ...request },
    { processors: 8, attended, environment },
  );
}

describe('the performance plan', () => {
  const cases: [
    what: string,
    request: Partial<PerformanceRequest>,
    environment: Environment,
    expected: Partial<PerformancePlan>,
  ][] = [
    [
      'the profile alone',
      {},
      {},
      { level: 'moderate', scenario: 'auto', embeddingThreads: 4, memoryLimitMb: 0 },
    ],
    ['a level', { level: 'aggressive' }, {}, { level: 'aggressive', embeddingThreads: 8, parsingThreads: 8 }],
    [
      'a level of the environment',
      {},
      { AKIN_PERFORMANCE_LEVEL: 'basic' },
      { level: 'basic', maximumChunks: 512 },
    ],
    [
      'a level of both: the setting',
      { level: 'aggressive' },
      { AKIN_PERFORMANCE_LEVEL: 'basic' },
      { level: 'aggressive' },
    ],
    ['a scenario', { scenario: 'real-time' }, {}, { scenario: 'real-time', batchLatencyMs: 150 }],
    [
      'a scenario of the environment',
      {},
      { AKIN_PERFORMANCE_SCENARIO: 'batch' },
      { scenario: 'batch', duty: { rest: 1, typing: 1, battery: 1 } },
    ],
    [
      'a scenario of both: the setting',
      { scenario: 'real-time' },
      { AKIN_PERFORMANCE_SCENARIO: 'batch' },
      { scenario: 'real-time' },
    ],
    ['workers', { workers: 3 }, { AKIN_WORKERS: '5' }, { embeddingThreads: 3, parsingThreads: 4 }],
    ['workers of the environment', {}, { AKIN_WORKERS: ' 5 ' }, { embeddingThreads: 5 }],
    ['a memory limit', { memoryLimitMb: 500 }, { AKIN_MEMORY_LIMIT_MB: '900' }, { memoryLimitMb: 500 }],
    ['a memory limit of the environment', {}, { AKIN_MEMORY_LIMIT_MB: '900' }, { memoryLimitMb: 900 }],
    [
      'a batch size',
      { batchChunks: 10 },
      { AKIN_BATCH_CHUNKS: '20' },
      { minimumChunks: 10, maximumChunks: 10 },
    ],
    [
      'a batch size of the environment',
      {},
      { AKIN_BATCH_CHUNKS: '20' },
      { minimumChunks: 20, maximumChunks: 20 },
    ],
    ['a strategy', { memoryStrategy: 'streaming' }, {}, { memoryStrategy: 'streaming' }],
    [
      'empty variables',
      {},
      { AKIN_WORKERS: '', AKIN_PERFORMANCE_LEVEL: ' ' },
      { level: 'moderate', embeddingThreads: 4 },
    ],
  ];
  for (const [what, request, environment, expected] of cases)
    it(`follows ${what}`, () => {
      const { plan: made, problems } = plan(request, environment);
      assert.deepEqual(problems, []);
      assert.deepEqual({ ...made, ...expected }, made);
    });

  const misfits: Environment[] = [
    { AKIN_PERFORMANCE_LEVEL: 'turbo' },
    { AKIN_PERFORMANCE_SCENARIO: 'Batch' },
    { AKIN_WORKERS: '0' },
    { AKIN_WORKERS: '1.5' },
    { AKIN_WORKERS: 'many' },
    { AKIN_WORKERS: '1000' },
    { AKIN_MEMORY_LIMIT_MB: '-1' },
    { AKIN_MEMORY_LIMIT_MB: '99' },
    { AKIN_BATCH_CHUNKS: 'Infinity' },
  ];
  for (const environment of misfits) {
    const [name = ''] = Object.keys(environment);
    const text = environment[name] ?? '';
    it(`passes over ${name}=${text}, says why, and keeps to the default`, () => {
      const { plan: made, problems } = plan({}, environment);
      assert.deepEqual(made, plan().plan);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', new RegExp(`^${name} must be .*“${text}” is passed over`));
    });
  }

  it('is for the work at hand on a command line, unless it is told otherwise', () => {
    assert.equal(plan({}, {}, false).plan.scenario, 'batch');
    assert.equal(plan({ scenario: 'real-time' }, {}, false).plan.scenario, 'real-time');
    assert.equal(
      plan({}, { AKIN_PERFORMANCE_SCENARIO: 'large-repository' }, false).plan.scenario,
      'large-repository',
    );
  });

  it('has a default for this machine, whatever the environment says', () => {
    const machine = { processors: availableParallelism(), attended: true, environment: {} };
    assert.deepEqual(defaultPerformancePlan(true), planPerformance(defaultPerformanceRequest, machine).plan);
    assert.equal(defaultPerformancePlan(false).scenario, 'batch');
  });

  it('has the choices, defaults and bounds of the settings', () => {
    const { performanceLevel, performanceScenario, memoryStrategy, workers, batchChunks, memoryLimitMb } =
      settingDeclarations;
    assert.deepEqual(performanceLevel.enum, performanceLevels);
    assert.deepEqual(performanceScenario.enum, performanceScenarios);
    assert.deepEqual(memoryStrategy.enum, ['auto', ...memoryStrategies]);
    assert.deepEqual(defaultPerformanceRequest, {
      level: performanceLevel.default,
      scenario: performanceScenario.default,
      memoryStrategy: memoryStrategy.default,
      workers: workers.default,
      batchChunks: batchChunks.default,
      memoryLimitMb: memoryLimitMb.default,
    });
    assert.equal(performanceBounds.AKIN_WORKERS.maximum, workers.maximum);
    assert.equal(performanceBounds.AKIN_BATCH_CHUNKS.maximum, batchChunks.maximum);
    assert.equal(performanceBounds.AKIN_MEMORY_LIMIT_MB.maximum, memoryLimitMb.maximum);
  });
});

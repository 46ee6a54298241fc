import assert from 'node:assert/strict';
import {
  describeCompleteness,
  describeSkipped,
  describeState,
  type StatusText,
} from '../../../../client/src/views/statusText';
import type { ServerState } from '../../../../client/src/serverState';
import { running } from '../statuses';

const half = { filesDone: 120, filesTotal: 1300, chunks: 900 };
const fact = (text: StatusText, name: string): string | undefined =>
  text.facts.find((candidate) => candidate.name === name)?.value;

describe('the status bar', () => {
  const bars: [string, ServerState, string, StatusText['severity']][] = [
    ['starting', { kind: 'starting', restarts: 0 }, '$(loading~spin) Akin starting', 'normal'],
    [
      'listing',
      running({ state: 'indexing', filesDone: 0, filesTotal: 0 }),
      '$(sync~spin) Akin finding files',
      'normal',
    ],
    ['indexing', running({ state: 'indexing', ...half }), '$(sync~spin) Akin 9% 120/1,300', 'normal'],
    ['paused half-way', running({ state: 'paused', ...half }), '$(debug-pause) Akin paused 9%', 'normal'],
    ['paused when done', running({ state: 'paused' }), '$(debug-pause) Akin paused', 'normal'],
    ['ready', running({}), '$(search) Akin 1,234 files, 5,678 chunks', 'normal'],
    [
      'one of each',
      running({ filesDone: 1, filesTotal: 1, chunks: 1 }),
      '$(search) Akin 1 file, 1 chunk',
      'normal',
    ],
    [
      'there is no model',
      running({ state: 'degraded', degradedBy: 'model', message: 'why' }),
      '$(warning) Akin keywords only',
      'warning',
    ],
    [
      'stopped for want of memory',
      running({ state: 'degraded', degradedBy: 'memory', message: 'why', ...half }),
      '$(warning) Akin short of memory 9%',
      'warning',
    ],
    [
      'nothing can be stored',
      running({ state: 'degraded', degradedBy: 'store', message: 'why' }),
      '$(warning) Akin in memory only',
      'warning',
    ],
    ['error', running({ state: 'error', message: 'why' }), '$(error) Akin error', 'error'],
    ['failed', { kind: 'failed', message: 'why' }, '$(error) Akin stopped', 'error'],
    ['off', { kind: 'off', reason: 'disabled' }, '$(circle-slash) Akin off', 'normal'],
    ['virtual', { kind: 'off', reason: 'virtual' }, '$(circle-slash) Akin unavailable', 'normal'],
  ];
  for (const [name, state, bar, severity] of bars) {
    it(`says ${bar} when ${name}`, () => {
      const text = describeState(state);
      assert.equal(text.bar, bar);
      assert.equal(text.severity, severity);
    });
  }

  it('gives the cause with every state that limits the user', () => {
    for (const state of [
      running({ state: 'degraded', degradedBy: 'store', message: 'why' }),
      running({ state: 'error', message: 'why' }),
      { kind: 'failed', message: 'why' } as const,
    ])
      assert.equal(describeState(state).problem, 'why');
  });

  it('speaks of keywords only where there is no model', () => {
    const summary = (degradedBy: 'model' | 'memory' | 'store'): string =>
      describeState(running({ state: 'degraded', degradedBy, ...half })).summary;
    assert.equal(summary('model'), 'search by keywords only, 120 files, 900 chunks');
    assert.equal(summary('memory'), 'stopped to save memory at 9%, 120/1,300 files');
    assert.equal(summary('store'), 'up to date in memory only, 120 files, 900 chunks');
  });

  it('has no icons in what a screen reader says', () => {
    for (const [, state] of bars) assert.doesNotMatch(describeState(state).summary, /\$\(/);
  });
});

describe('the facts of a status', () => {
  it('while indexing are stage, file, rate, time left, what is searchable, disk and model', () => {
    const text = describeState(
      running({
        state: 'indexing',
        ...half,
        stage: 'Indexing',
        currentFile: 'src/a.ts',
        filesPerSecond: 4.26,
        secondsLeft: 277,
        storeBytes: 2048,
      }),
    );
    assert.deepEqual(text.facts, [
      { name: 'Stage', value: 'Indexing' },
      { name: 'File', value: 'src/a.ts' },
      { name: 'Rate', value: '4.3 files/s' },
      { name: 'Time left', value: 'about 5 min' },
      { name: 'Searchable', value: '900 chunks' },
      { name: 'On Disk', value: '2.0 KB' },
      { name: 'Model', value: 'akin-static-v2' },
    ]);
  });

  it('when ready are what was skipped, disk and model', () => {
    const text = describeState(running({ skipped: { binary: 3, minified: 1200 } }));
    assert.deepEqual(
      text.facts.map(({ name }) => name),
      ['Skipped', 'On Disk', 'Model'],
    );
    assert.equal(fact(text, 'Skipped'), '1,203 files: 1,200 minified, 3 binary');
  });

  it('say that there is no model', () =>
    assert.equal(
      fact(describeState(running({ state: 'degraded', degradedBy: 'model', model: '' })), 'Model'),
      'none',
    ));

  it('keep the scope of a model of the hub', () =>
    assert.equal(
      fact(describeState(running({ model: 'Xenova/all-MiniLM-L6-v2' })), 'Model'),
      'Xenova/all-MiniLM-L6-v2',
    ));
});

describe('describeSkipped', () => {
  it('orders by count, then by name, and leaves out zeros', () =>
    assert.equal(describeSkipped({ b: 1, a: 1, c: 2, d: 0 }), '4 files: 2 c, 1 a, 1 b'));

  it('says nothing for nothing', () => assert.equal(describeSkipped({ a: 0 }), undefined));
});

describe('describeCompleteness', () => {
  it('warns while results may be incomplete', () => {
    assert.equal(
      describeCompleteness(running({ state: 'indexing', ...half })),
      'indexing 9%, results may be incomplete',
    );
    assert.match(describeCompleteness(running({ state: 'paused', ...half })), /paused at 9%/);
    assert.equal(
      describeCompleteness(running({ state: 'degraded', degradedBy: 'memory', ...half })),
      'stopped at 9%, results may be incomplete',
    );
  });

  it('warns where meanings are not found', () => {
    assert.equal(describeCompleteness(running({ state: 'degraded', degradedBy: 'model' })), 'keywords only');
  });

  it('says nothing when all is indexed', () => {
    assert.equal(describeCompleteness(running({})), '');
    assert.equal(describeCompleteness(running({ state: 'paused' })), '');
    assert.equal(describeCompleteness(running({ state: 'degraded', degradedBy: 'store' })), '');
  });
});

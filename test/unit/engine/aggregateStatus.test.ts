import assert from 'node:assert/strict';
import { aggregateStatus } from '../../../server/src/engine/aggregateStatus';
import type { EngineStatus } from '../../../server/src/engine/engineTypes';

const status = (given: Partial<EngineStatus>): EngineStatus => ({
  state: 'ready',
  filesDone: 1,
  filesTotal: 1,
  chunks: 2,
  updates: 0,
  stage: 'Up to date',
  skipped: {},
  storeBytes: 10,
  model: 'm',
  ...given,
});

describe('aggregateStatus', () => {
  const empty = status({ stage: 'No folder is open' });

  it('is the empty status without folders', () => {
    assert.equal(aggregateStatus([], empty), empty);
  });

  it('adds what can be added', () => {
    const both = aggregateStatus(
      [
        status({ filesDone: 3, filesTotal: 9, skipped: { binary: 1, empty: 1 } }),
        status({ skipped: { binary: 2 } }),
      ],
      empty,
    );
    assert.deepEqual([both.filesDone, both.filesTotal, both.chunks, both.storeBytes], [4, 10, 4, 20]);
    assert.deepEqual(both.skipped, { binary: 3, empty: 1 });
  });

  it('shows the state that a person should know of first', () => {
    const states = (...given: EngineStatus['state'][]): string =>
      aggregateStatus(
        given.map((state) => status({ state })),
        empty,
      ).state;
    assert.equal(states('ready', 'error', 'indexing'), 'error');
    assert.equal(states('ready', 'indexing', 'degraded'), 'indexing');
    assert.equal(states('ready', 'degraded'), 'degraded');
  });

  it('names what limits most, and nothing where all is well', () => {
    const [model, store] = (['model', 'store'] as const).map((degradedBy) =>
      status({ state: 'degraded', degradedBy }),
    );
    assert.ok(model !== undefined && store !== undefined);
    assert.equal(aggregateStatus([store, model, status({})], empty).degradedBy, 'model');
    assert.equal(aggregateStatus([status({}), store], empty).degradedBy, 'store');
    assert.ok(!('degradedBy' in aggregateStatus([status({}), status({})], empty)));
  });

  it('tells each message once, of whichever folder', () => {
    const one = status({ message: 'No model.' });
    assert.equal(
      aggregateStatus([one, one, status({ message: 'Disk full.' })], empty).message,
      'No model. Disk full.',
    );
    assert.equal(aggregateStatus([status({}), one], empty).message, 'No model.');
  });
});

import assert from 'node:assert/strict';
import { describeFolder, type FolderFacts } from '../../../server/src/engine/folderStatus';

const atRest: FolderFacts = {
  failure: undefined,
  opened: { degraded: false },
  paused: false,
  cleared: false,
  busy: false,
  looking: false,
  finishing: false,
  progress: undefined,
  catalogue: undefined,
  passedOver: new Map(),
  storeBytes: 0,
  updates: 0,
  model: 'm',
  modelFailure: undefined,
};
const inMemory = { degraded: true, notice: 'The index is kept in memory only.' };
const told = (facts: Partial<FolderFacts>): unknown[] => {
  const { state, degradedBy, message } = describeFolder({ ...atRest, ...facts });
  return [state, degradedBy, message];
};

describe('the status of a folder', () => {
  it('names no cause where all works, a notice of another window included', () => {
    assert.deepEqual(told({}), ['ready', undefined, undefined]);
    const opened = { degraded: false, notice: 'Another window writes.' };
    assert.deepEqual(told({ opened }), ['ready', undefined, 'Another window writes.']);
  });

  it('names the store where the index does not last, and says nothing of keywords', () =>
    assert.deepEqual(told({ opened: inMemory }), ['degraded', 'store', inMemory.notice]));

  it('names the model that cannot be loaded, or that fails at work', () => {
    const progress = {
      filesDone: 1,
      filesTotal: 1,
      currentFile: undefined,
      filesPerSecond: undefined,
      embedded: 0,
      removed: 0,
      modelFailure: 'It is damaged.',
    };
    const expected = ['degraded', 'model', 'Search works by keywords only. It is damaged.'];
    assert.deepEqual(told({ modelFailure: 'It is damaged.' }), expected);
    assert.deepEqual(told({ progress }), expected);
  });

  it('names the model before the store, and tells of both', () =>
    assert.deepEqual(told({ opened: inMemory, modelFailure: 'There is none.' }), [
      'degraded',
      'model',
      `${inMemory.notice} Search works by keywords only. There is none.`,
    ]));

  it('names the cause before all is indexed, and while it is paused', () => {
    assert.deepEqual(told({ opened: inMemory, busy: true }).slice(0, 2), ['indexing', 'store']);
    assert.deepEqual(told({ opened: inMemory, paused: true }).slice(0, 2), ['paused', 'store']);
  });
});

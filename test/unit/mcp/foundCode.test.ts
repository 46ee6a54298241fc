import assert from 'node:assert/strict';
import type { EngineStatus } from '../../../server/src/engine/engineTypes';
import { describeFound } from '../../../server/src/mcp/foundCode';

const status: EngineStatus = {
  state: 'indexing',
  filesDone: 2,
  filesTotal: 9,
  chunks: 3,
  updates: 4,
  stage: 'Indexing',
  skipped: {},
  storeBytes: 0,
  model: 'm',
};

describe('the note on what agents find', () => {
  const noteOn = async (given: Partial<EngineStatus>, partial = true): Promise<unknown> =>
    (await describeFound({ hits: [], partial }, { ...status, ...given }, false)).structured.note;

  it('has them ask again while indexing is under way', async () => {
    assert.equal(await noteOn({}), 'Indexing is under way (2 of 9 files); ask again for more.');
    assert.equal(await noteOn({ state: 'ready' }, false), undefined);
  });

  it('does not where it has stopped for want of memory, and says so', async () =>
    assert.equal(
      await noteOn({ state: 'degraded', degradedBy: 'memory', message: 'It stopped to save memory.' }),
      'Indexing is not complete (2 of 9 files). It stopped to save memory.',
    ));
});

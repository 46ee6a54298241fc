import assert from 'node:assert/strict';
import { WaitingTimes } from '../../../server/src/engine/waitingTimes';
import { chunkOf, recordOf, replacing } from '../store/samples';

describe('WaitingTimes', () => {
  function measured(): { times: WaitingTimes; told: string[] } {
    const told: string[] = [];
    const times = new WaitingTimes((what, ms) => {
      assert.ok(ms >= 0);
      told.push(what);
    });
    return { times, told };
  }

  it('tell of the first file that can be found once', () => {
    const { times, told } = measured();
    times.committed({ dropChunksOf: [], chunks: [], files: [recordOf('empty.ts', 0)], dropFiles: [] });
    assert.deepEqual(told, []);
    times.committed(replacing(chunkOf('a.ts', 1)));
    times.committed(replacing(chunkOf('b.ts', 1)));
    assert.deepEqual(told, ['firstSearchable']);
  });

  it('tell of a saved file once it can be found, and of no other', () => {
    const { times, told } = measured();
    times.committed(replacing(chunkOf('a.ts', 1)));
    times.saved(['a.ts', 'b.ts']);
    times.committed(replacing(chunkOf('a.ts', 1)));
    times.committed(replacing(chunkOf('a.ts', 1)));
    times.committed(replacing(chunkOf('c.ts', 1)));
    assert.deepEqual(told, ['firstSearchable', 'saveToSearchable']);
    times.committed(replacing(chunkOf('b.ts', 1)));
    assert.deepEqual(told, ['firstSearchable', 'saveToSearchable', 'saveToSearchable']);
  });
});

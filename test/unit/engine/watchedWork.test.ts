import assert from 'node:assert/strict';
import type { EngineStatus } from '../../../server/src/engine/engineTypes';
import { watchedWork } from '../../../server/src/engine/watchedWork';
import { Watchdog } from '../../../server/src/pacing/watchdog';
import { RecordingLogger } from '../base/recordingLogger';
import { ManualClock } from '../pacing/manualClock';

const WALKING: EngineStatus = {
  state: 'indexing',
  filesDone: 1_000,
  filesTotal: 1_000,
  chunks: 9_000,
  updates: 0,
  stage: 'Finding files',
  skipped: {},
  storeBytes: 0,
  model: 'm',
};

describe('the work of a folder that is watched', () => {
  /** New starts of a folder within an hour in which its status stays; `listed` tells what its walk has listed by each minute. */
  function restarts(status: EngineStatus, listed: (minute: number) => number): number {
    const clock = new ManualClock();
    const folder = { counts: { embedded: 0, removed: 0 }, status: () => status };
    let minute = 0;
    let count = 0;
    const watchdog = new Watchdog({
      look: () => watchedWork(folder, listed(minute)),
      restart: () => count++,
      onStall: () => undefined,
      logger: new RecordingLogger(),
      clock: clock.read,
    });
    for (; minute < 60; minute++) {
      clock.advance(60_000);
      watchdog.check();
    }
    return count;
  }

  it('gets on while a long walk in which nothing differs lists folders', () => {
    assert.equal(
      restarts(WALKING, (minute) => 256 * minute),
      0,
    );
  });

  it('stands still where a walk lists nothing more', () => {
    assert.equal(
      restarts(WALKING, (minute) => Math.min(minute, 10)),
      3,
    );
  });

  it('is not due while the store is compacted, however long that takes', () => {
    assert.equal(
      restarts({ ...WALKING, stage: 'Finishing' }, () => 0),
      0,
    );
  });

  it('is not due at rest', () => {
    assert.equal(
      watchedWork({ counts: { embedded: 0, removed: 0 }, status: () => ({ ...WALKING, state: 'ready' }) }, 0)
        .isDue,
      false,
    );
  });

  for (const [what, more] of [
    ['files', { filesDone: 1_001 }],
    ['chunks', { chunks: 9_001 }],
    ['another stage', { stage: 'Indexing' }],
  ] as const)
    it(`gets on with ${what}`, () => {
      const counts = { embedded: 0, removed: 0 };
      assert.notEqual(
        watchedWork({ counts, status: () => ({ ...WALKING, ...more }) }, 0).progress,
        watchedWork({ counts, status: () => WALKING }, 0).progress,
      );
    });
});

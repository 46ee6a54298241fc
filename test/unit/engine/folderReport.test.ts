import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { lastWritten, skippedFor } from '../../../server/src/engine/folderReport';
import { ScratchFolder } from '../scratchFolder';

describe('lastWritten', () => {
  it('takes the latest time of a folder and those below', async () => {
    const scratch = new ScratchFolder();
    try {
      scratch.write('chunks.lance/_versions/1', '');
      utimesSync(scratch.at('chunks.lance/_versions'), 5_000, 5_000);
      utimesSync(scratch.at('chunks.lance'), 2_000, 2_000);
      utimesSync(scratch.path, 1_000, 1_000);
      assert.equal(await lastWritten(scratch.path), 5_000_000);
    } finally {
      scratch.remove();
    }
  });

  it('knows nothing of what is not there', async () => {
    assert.equal(await lastWritten(undefined), undefined);
    assert.equal(await lastWritten('/no/such/folder'), undefined);
  });
});

describe('skippedFor', () => {
  it('lists the files of one reason, in order, and not without end', () => {
    const record = (path: string): { skipped: string } => ({ skipped: path.startsWith('b') ? 'binary' : '' });
    const find = (paths: string[]): string[] =>
      skippedFor('binary', paths, record as Parameters<typeof skippedFor>[2]);
    assert.deepEqual(find(['b2', 'a', 'b1']), ['b1', 'b2']);
    assert.equal(find(Array.from({ length: 2_000 }, (_, i) => `b${i}`)).length, 500);
  });
});

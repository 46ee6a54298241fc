import assert from 'node:assert/strict';
import { folderBytes } from '../../../server/src/store/folderBytes';
import { ScratchFolder } from '../scratchFolder';

describe('folder bytes', () => {
  it('counts all files below, and nothing for a folder that is not there', async () => {
    const scratch = new ScratchFolder();
    try {
      scratch.write('a', '12345');
      scratch.write('b/c/d', '123');
      assert.equal(await folderBytes(scratch.path), 8);
      assert.equal(await folderBytes(scratch.at('missing')), 0);
    } finally {
      scratch.remove();
    }
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { WorkerFolderReader } from '../../../server/src/workspace/workerFolderReader';
import { silentLogger } from '../../../server/src/base/logger';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

const source = join(__dirname, '../../../server/src/workspace/folderReaderWorker.ts');

describe('the thread that lists folders', function () {
  this.timeout(30_000);
  const scratch = new ScratchFolder();
  let reader: WorkerFolderReader;
  before(() => {
    // A `.ts` file cannot be a thread's script.
    scratch.write(
      'thread.js',
      `require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(source)});`,
    );
    scratch.write('src/a.ts', '12345');
    reader = new WorkerFolderReader(scratch.at('thread.js'), silentLogger);
  });
  after(async () => {
    await reader.dispose();
    scratch.remove();
  });

  it('answers as a reader in place does', async () => {
    const folders = ['src', 'gone', ''];
    assert.deepEqual(
      await reader.list(scratch.path, folders, never),
      await directFolderReader.list(scratch.path, folders, never),
    );
  });

  it('goes on after it was released', async () => {
    await reader.release();
    assert.equal((await reader.list(scratch.path, ['src'], never))[0]?.names.length, 1);
  });

  it('gives up on the signal', async () => {
    await assert.rejects(reader.list(scratch.path, ['src'], AbortSignal.abort()), { code: 'aborted' });
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { directFolderReader, EntryKind } from '../../../server/src/workspace/folderReader';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

describe('a reader of folders', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('tells what is in folders, and which of them cannot be read', async () => {
    scratch.write('src/a.ts', '12345');
    mkdirSync(scratch.at('src/inner'));
    symlinkSync('a.ts', scratch.at('src/link'));
    const [gone, src] = await directFolderReader.list(scratch.path, ['gone', 'src'], never);
    assert.equal(gone, undefined);
    const kinds = new Map(src?.names.map((name, at) => [name, src.kinds[at]]));
    assert.deepEqual(Object.fromEntries(kinds), {
      'a.ts': EntryKind.file,
      inner: EntryKind.folder,
      link: EntryKind.link,
    });
  });

  it('tells size and time of files alone', async () => {
    scratch.write('src/a.ts', '12345');
    const numbers = await directFolderReader.stat(
      scratch.path,
      ['src', 'src/a.ts', 'none', 'src/a.ts/b'],
      never,
    );
    const [size = 0, mtimeMs = 0] = numbers.subarray(2, 4);
    assert.deepEqual([...numbers], [NaN, NaN, size, mtimeMs, NaN, NaN, NaN, NaN]);
    assert.equal(size, 5);
    assert.ok(mtimeMs > 1.6e12, 'milliseconds since 1970');
  });
});

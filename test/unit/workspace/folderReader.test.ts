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
    const [src] = await directFolderReader.list(scratch.path, ['src'], never);
    const numbersOf = (name: string): number[] => {
      const at = src?.names.indexOf(name) ?? -1;
      return [...(src?.numbers.subarray(2 * at, 2 * at + 2) ?? [])];
    };
    const [size, mtimeMs = 0] = numbersOf('a.ts');
    assert.equal(size, 5);
    assert.ok(mtimeMs > 1.6e12, 'milliseconds since 1970');
    assert.deepEqual(numbersOf('inner'), [NaN, NaN]);
    assert.deepEqual(numbersOf('link'), [NaN, NaN]);
  });
});

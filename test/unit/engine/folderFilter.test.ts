import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderFilter } from '../../../server/src/engine/folderFilter';
import type { HitFilter } from '../../../server/src/engine/engineTypes';

describe('folderFilter', () => {
  const root = join('/', 'home', 'shop');
  const folder = { root, paths: () => ['src/a.ts', 'src/b.ts', 'c.py'] };
  const paths = async (filter: HitFilter): Promise<readonly string[] | undefined> =>
    (await folderFilter(filter, folder, new AbortController().signal)).paths;

  it('names no paths where none are asked for', async () => assert.equal(await paths({}), undefined));

  it('takes the open files of this folder alone', async () => {
    const open = [join(root, 'src', 'a.ts'), join('/', 'elsewhere', 'x.ts')];
    assert.deepEqual(await paths({ open }), ['src/a.ts']);
    assert.deepEqual(await paths({ open: [] }), [], 'nothing is open, so nothing is found');
  });

  it('asks for all of it at once', async () => {
    const open = [join(root, 'src', 'a.ts'), join(root, 'c.py')];
    assert.deepEqual(await paths({ open, include: ['src'] }), ['src/a.ts']);
  });
});

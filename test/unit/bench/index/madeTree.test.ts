import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { makeTree } from '../../../bench/index/madeTree';
import { ScratchFolder } from '../../scratchFolder';

describe('a tree of files that is made', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('has as many files as asked for, in many languages and folders, the same each time', async function () {
    this.timeout(60_000);
    const read = (folder: string): Map<string, string> =>
      new Map(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]),
      );
    const first = read(await makeTree(scratch, 'first', 120));
    assert.equal(first.size, 120);
    assert.ok(new Set([...first.keys()].map((path) => extname(path))).size > 12);
    assert.equal(new Set(first.values()).size, 120);
    assert.deepEqual(read(await makeTree(scratch, 'second', 120)), first);
  });
});

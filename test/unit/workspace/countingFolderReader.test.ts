import assert from 'node:assert/strict';
import { CountingFolderReader } from '../../../server/src/workspace/countingFolderReader';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { walk } from '../../../server/src/workspace/walker';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';

describe('a reader that counts the folders it lists', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => {
    scratch.remove();
  });

  it('answers as the reader behind it, and counts level by level while a walk finds no file', async () => {
    for (const path of ['one/a/deep/x.log', 'one/b/x.log', 'two/c/x.log']) scratch.write(path, '');
    const reader = new CountingFolderReader(directFolderReader);
    const root = scratch.path;
    assert.equal(reader.listedIn(root), 0);
    const counts: number[] = [];
    const rules = await IgnoreRules.load(root, ['**/*.log']);
    const enter = rules.enter.bind(rules);
    rules.enter = (path, has) => {
      counts.push(reader.listedIn(root));
      return enter(path, has);
    };
    for await (const { path } of walk({ root, rules, reader, onSkip: () => undefined, signal: never }))
      assert.fail(path);
    assert.deepEqual([...new Set(counts)], [1, 3, 6, 7]);
    assert.equal(reader.listedIn('elsewhere'), 0);
  });

  it('counts nothing that was not answered', async () => {
    const reader = new CountingFolderReader({ list: () => Promise.reject(new Error('no answer')) });
    await assert.rejects(reader.list('/one', [''], never), /no answer/);
    assert.equal(reader.listedIn('/one'), 0);
  });
});

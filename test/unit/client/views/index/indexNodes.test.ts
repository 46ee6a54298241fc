import assert from 'node:assert/strict';
import { fileNodes, indexNodes, type IndexNode } from '../../../../../client/src/views/index/indexNodes';
import type { IndexStatus } from '../../../../../protocol/indexMessages';

const status: IndexStatus = {
  state: 'ready',
  updates: 0,
  filesDone: 1200,
  filesTotal: 1200,
  chunks: 5000,
  stage: 'Up to date',
  skipped: { binary: 2, generated: 7, empty: 0 },
  storeBytes: 3 * 1024 * 1024,
  model: 'akin-static@1',
};

function node(changes: Partial<IndexStatus> = {}, updated?: string): IndexNode {
  const report = { uri: 'file:///w', status: { ...status, ...changes } };
  const [first] = indexNodes([updated === undefined ? report : { ...report, updated }], () => 'shop');
  assert.ok(first);
  return first;
}
const facts = (folder: IndexNode): Record<string, string | undefined> =>
  Object.fromEntries((folder.children ?? []).map(({ label, description }) => [label, description]));

describe('indexNodes', () => {
  it('tells what is known of a folder', () => {
    const folder = node({}, 'at seven');
    assert.deepEqual([folder.label, folder.expanded], ['shop', true]);
    assert.equal(folder.description, 'up to date, 1,200 files, 5,000 chunks');
    assert.deepEqual(facts(folder), {
      Files: '1,200',
      Chunks: '5,000',
      'On Disk': '3.0 MB',
      'Last Update': 'at seven',
      Model: 'akin-static',
      Skipped: '9 files',
    });
  });

  it('tells how far indexing is, what is wrong, and what is not there', () => {
    const failed = node({ state: 'error', filesDone: 10, message: 'The disk is full.', model: '' });
    const told = facts(failed);
    assert.deepEqual([failed.icon, node().icon], ['error', 'root-folder']);
    assert.deepEqual(
      [told.Files, told.Problem, told['Last Update'], told.Model],
      ['10 of 1,200', 'The disk is full.', 'never', 'none'],
    );
  });

  it('has the reasons below, most frequent first, and their files below them', () => {
    const skipped = node().children?.at(-1);
    assert.deepEqual(
      skipped?.children?.map(({ label, description, reason }) => [label, description, reason]),
      [
        ['generated', '7', 'generated'],
        ['binary', '2', 'binary'],
      ],
    );
    const [reason] = skipped.children;
    assert.ok(reason);
    const [file] = fileNodes(reason, ['file:///w/a.pb.go'], () => 'a.pb.go');
    assert.deepEqual([file?.kind, file?.label, file?.file], ['file', 'a.pb.go', 'file:///w/a.pb.go']);
  });

  it('gives each row an id of its own', () => {
    const ids: string[] = [];
    const collect = (rows: readonly IndexNode[]): void => {
      for (const row of rows) {
        ids.push(row.id);
        collect(row.children ?? []);
      }
    };
    collect([node({ message: 'x' })]);
    assert.equal(new Set(ids).size, ids.length);
  });
});

import assert from 'node:assert/strict';
import { hitsOf, ResultTree } from '../../../../../client/src/views/results/resultSet';
import { matchAt, sampleHit } from '../sampleHit';

const at = (uri: string, line: number, score: number): ReturnType<typeof sampleHit> =>
  sampleHit({ uri, range: matchAt(line, 0, 1), score });
const hits = [at('b', 30, 9), at('a', 5, 8), at('b', 10, 7)];

describe('ResultTree', () => {
  it('lays files out by their best hit, and their hits by line', () => {
    const tree = new ResultTree('file');
    tree.fill(hits);
    assert.deepEqual(
      tree.roots.map((node) => [
        node.kind === 'file' && node.uri,
        hitsOf(node).map(({ range }) => range.start.line),
      ]),
      [
        ['b', [10, 30]],
        ['a', [5]],
      ],
    );
    assert.equal(tree.fileCount, 2);
    assert.equal(tree.best?.hit, hits[0]);
  });

  it('lays hits out by score', () => {
    const tree = new ResultTree('score');
    tree.fill(hits);
    assert.deepEqual(tree.roots.flatMap(hitsOf), hits);
    tree.grouping = 'file';
    assert.deepEqual(
      tree.roots.map(({ kind }) => kind),
      ['file', 'file'],
    );
  });

  it('dismisses a hit, and a file with its hits', () => {
    const tree = new ResultTree('file');
    tree.fill(hits);
    const [first] = tree.roots;
    assert.ok(first?.kind === 'file');
    tree.dismiss(first.hits.slice(0, 1));
    assert.deepEqual(tree.all, hits.slice(0, 2));
    tree.dismiss(tree.roots.slice(0, 1));
    assert.deepEqual(tree.all, [hits[1]]);
    tree.dismiss(tree.roots);
    assert.deepEqual([tree.all, tree.roots], [[], []]);
  });
});

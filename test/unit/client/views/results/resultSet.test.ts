import assert from 'node:assert/strict';
import {
  type Grouping,
  hitsOf,
  type ResultNode,
  ResultTree,
} from '../../../../../client/src/views/results/resultSet';
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
    assert.equal(tree.dismiss(tree.roots), undefined);
    assert.deepEqual([tree.all, tree.roots], [[], []]);
  });

  describe('after a dismissal leads to', () => {
    const lineOf = (node: ResultNode | undefined): number | undefined =>
      node?.kind === 'hit' ? node.hit.range.start.line : undefined;
    const filled = (grouping: Grouping): ResultTree => {
      const tree = new ResultTree(grouping);
      tree.fill([at('b', 30, 9), at('a', 5, 8), at('b', 10, 7), at('c', 1, 6)]);
      return tree;
    };

    it('the next hit in the order of the rows, in another file too', () => {
      const tree = filled('file');
      const [file] = tree.roots;
      assert.ok(file?.kind === 'file');
      assert.equal(lineOf(tree.dismiss(file.hits.slice(0, 1))), 30);
      const next = tree.dismiss(tree.roots[0]?.kind === 'file' ? tree.roots[0].hits : []);
      assert.equal(lineOf(next), 5);
      assert.equal(next, tree.roots[0]?.kind === 'file' ? tree.roots[0].hits[0] : undefined);
      const byScore = filled('score');
      assert.equal(lineOf(byScore.dismiss(byScore.roots.slice(0, 1))), 5);
    });

    it('the next file after a file', () => {
      const tree = filled('file');
      const next = tree.dismiss(tree.roots.slice(0, 1));
      assert.ok(next?.kind === 'file' && next === tree.roots[0]);
      assert.equal(next.uri, 'a');
    });

    it('the one before at the end', () => {
      const tree = filled('file');
      assert.equal(tree.dismiss(tree.roots.slice(-1)), tree.roots.at(-1));
      const byScore = filled('score');
      assert.equal(lineOf(byScore.dismiss(byScore.roots.slice(-1))), 10);
    });
  });
});

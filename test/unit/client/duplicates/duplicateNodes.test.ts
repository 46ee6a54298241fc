import assert from 'node:assert/strict';
import { buildNodes, commonFolder, findNode } from '../../../../client/src/duplicates/duplicateNodes';
import { foldersOf } from '../../../../client/src/duplicates/foldersOf';
import { copy, group, pathOf } from './sampleGroups';

const groups = [
  group([copy('web/cart.ts', 1), copy('api/sum.ts', 1)], { id: 'across', cost: 90 }),
  group([copy('web/a/x.ts', 1), copy('web/b/y.ts', 1)], { id: 'web1', kind: 'near', cost: 60 }),
  group([copy('web/a.ts', 1), copy('web/b.ts', 1)], { id: 'web2', cost: 50 }),
];

const outline = (arrangement: 'cost' | 'folder' | 'kind'): string[] =>
  buildNodes(groups, arrangement, pathOf).map((node) =>
    node.type === 'group'
      ? node.group.id
      : `${node.label}: ${node.children.map((child) => child.group.id).join(' ')}`,
  );

describe('the tree of duplicates', () => {
  it('is a list by cost', () => assert.deepEqual(outline('cost'), ['across', 'web1', 'web2']));

  it('is arranged by the folder that holds all copies, the dearest first', () =>
    assert.deepEqual(outline('folder'), ['web: web1 web2', 'Across folders: across']));

  it('is arranged by kind, the surest first', () =>
    assert.deepEqual(outline('kind'), ['Exact: across web2', 'Nearly the Same: web1']));

  it('knows its way up, as the view needs it to show a row', () => {
    const nodes = buildNodes(groups, 'kind', pathOf);
    const found = findNode(nodes, 'web2', { uri: 'file:///shop/web/b.ts', line: 2 });
    assert.equal(found?.type, 'copy');
    assert.equal(found.copy.uri, 'file:///shop/web/b.ts');
    assert.equal(found.parent.parent?.label, 'Exact');
    assert.equal(findNode(nodes, 'web2', { uri: 'file:///elsewhere', line: 0 })?.type, 'group');
    assert.equal(findNode(nodes, 'gone'), undefined);
  });
});

describe('folders', () => {
  it('have the innermost in common', () => {
    assert.equal(commonFolder(['a/b/c.ts', 'a/b/d.ts']), 'a/b');
    assert.equal(commonFolder(['a/b/c.ts', 'a/bb/d.ts']), 'a');
    assert.equal(commonFolder(['a.ts', 'b/c.ts']), '');
    assert.equal(commonFolder(['a/b.ts', 'a/b.ts']), 'a');
  });

  it('are counted by the groups below them, without the workspace itself', () =>
    assert.deepEqual(
      foldersOf(groups, () => 'file:///shop').map(({ uri, count }) => [pathOf(uri), count]),
      [
        ['api', 1],
        ['web', 3],
        ['web/a', 1],
        ['web/b', 1],
      ],
    ));

  it('are none outside of a workspace', () =>
    assert.deepEqual(
      foldersOf(groups, () => undefined),
      [],
    ));
});

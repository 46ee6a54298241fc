import assert from 'node:assert/strict';
import { nextCopy } from '../../../../server/src/lsp/duplicates/nextCopy';
import { type PlacedGroup, placeGroup } from '../../../../server/src/lsp/duplicates/placeCopies';
import { type GroupSelection, selectGroups } from '../../../../server/src/lsp/duplicates/selectGroups';
import { group, member, nothingOpen, uri } from './sampleGroups';

const groups = [
  group([member('web/cart.ts', 11), member('web/order.ts', 1)], { id: 'cart' }),
  group([member('api/sum.py', 1, { symbol: 'add_up' }), member('api/sum.py', 31)], {
    id: 'sum',
    kind: 'near',
    similarity: 0.8,
  }),
  group([member('webshop/a.ts', 1), member('zoo.ts', 1, { container: 'Zoo' })], {
    id: 'zoo',
    kind: 'renamed',
    similarity: 0.9,
  }),
]
  .map((each) => placeGroup(each, nothingOpen))
  .filter((placed): placed is PlacedGroup => placed !== undefined);

const ids = (selection: Partial<GroupSelection>): string =>
  selectGroups(groups, { sort: 'cost', ...selection })
    .map(({ group: { id } }) => id)
    .join(' ');

describe('selectGroups', () => {
  it('keeps the order of cost, or sorts as asked', () => {
    assert.equal(ids({}), 'cart sum zoo');
    assert.equal(ids({ sort: 'similarity' }), 'cart zoo sum');
    assert.equal(ids({ sort: 'path' }), 'sum cart zoo');
  });

  const cases: [name: string, selection: Partial<GroupSelection>, expected: string][] = [
    ['an id', { id: 'zoo' }, 'zoo'],
    ['kinds', { kinds: ['near', 'renamed'] }, 'sum zoo'],
    ['a document', { uri: uri('web/order.ts') }, 'cart'],
    ['a line within a copy', { uri: uri('web/cart.ts'), line: 19 }, 'cart'],
    ['a line outside of all copies', { uri: uri('web/cart.ts'), line: 3 }, ''],
    ['a folder, and not one whose name begins the same', { folder: uri('web') }, 'cart'],
    ['a part of a name in capital letters', { text: 'ADD_UP' }, 'sum'],
    ['a part of a path', { text: 'order.' }, 'cart'],
    ['what is around a name', { text: 'zoo.total' }, 'zoo'],
    ['two conditions', { kinds: ['exact'], folder: uri('api') }, ''],
    ['blanks alone', { text: '  ' }, 'cart sum zoo'],
  ];
  for (const [name, selection, expected] of cases)
    it(`narrows by ${name}`, () => assert.equal(ids(selection), expected));
});

describe('nextCopy', () => {
  const next = (path: string, line: number, backwards = false): string => {
    const found = nextCopy(groups, { uri: uri(path), line }, backwards);
    return found === undefined ? '-' : `${found.copy.member.path}:${found.copy.nameRange.start.line}`;
  };

  it('goes on in the file, then to the next file, then round', () => {
    assert.equal(next('api/sum.py', 0), 'api/sum.py:1');
    assert.equal(next('api/sum.py', 1), 'api/sum.py:31');
    assert.equal(next('api/sum.py', 31), 'web/cart.ts:11');
    assert.equal(next('zoo.ts', 1), 'api/sum.py:1');
  });

  it('goes back the same way', () => {
    assert.equal(next('web/cart.ts', 11, true), 'api/sum.py:31');
    assert.equal(next('api/sum.py', 1, true), 'zoo.ts:1');
  });

  it('starts from a file without duplicates', () => assert.equal(next('b/none.ts', 500), 'web/cart.ts:11'));

  it('begins at the first file when it starts from the folder', () => {
    const found = nextCopy(groups, { uri: 'file:///shop', line: 0 }, false);
    assert.equal(found?.copy.member.path, 'api/sum.py');
  });

  it('finds none where there is none', () =>
    assert.equal(nextCopy([], { uri: uri('a.ts'), line: 0 }, false), undefined));
});

import assert from 'node:assert/strict';
import {
  copyName,
  groupDescription,
  groupLabel,
  groupSpoken,
  linesText,
  percentText,
} from '../../../../client/src/duplicates/duplicateText';
import { copy, group, pathOf } from './sampleGroups';

describe('the text of a duplicate', () => {
  it('names a copy with what is around it', () => {
    const name = (given: Parameters<typeof copy>[2]): string =>
      copyName(copy('web/a.ts', 1, given), 'web/a.ts');
    assert.equal(name({}), 'total');
    assert.equal(name({ container: 'shop.Cart' }), 'Cart.total');
    assert.equal(name({ symbol: 'Cart', kind: 'constructor', container: 'Cart' }), 'Cart');
    const unnamed = copy('web/a.ts', 1);
    delete unnamed.symbol;
    assert.equal(copyName(unnamed, 'web/a.ts'), 'Piece of a.ts');
    assert.equal(copyName({ ...unnamed, container: 'Cart' }, 'web/a.ts'), 'Piece of Cart');
    assert.equal(copyName(unnamed, 'web/a.ts', true), 'a.ts');
  });

  it('lists the different names of a group and cuts a long list', () => {
    const named = (...names: string[]): string =>
      groupLabel(group(names.map((symbol) => copy('a.ts', 1, { symbol }))), pathOf);
    assert.equal(named('a', 'a', 'b'), 'a, b');
    assert.equal(named('a', 'b', 'c', 'd'), 'a, b, c, …');
    const methods = ['Cart', 'Order'].map((container) => copy('a.ts', 1, { container }));
    assert.equal(groupLabel(group(methods), pathOf), 'total');
  });

  it('tells counts, and the similarity where it says something', () => {
    assert.equal(groupDescription(group([copy('a.ts', 1), copy('b.ts', 1)])), '2 copies · 1,260 tokens');
    const near = group([copy('a.ts', 1)], { kind: 'near', similarity: 0.949, count: 5 });
    assert.equal(groupDescription(near), '5 copies · 94% · 1,260 tokens');
  });

  it('says all of it to a screen reader', () =>
    assert.equal(
      groupSpoken(group([copy('a.ts', 1), copy('b.ts', 1)], { kind: 'near', similarity: 0.9 }), pathOf),
      'total: 2 copies, nearly the same, 90 percent similar, 1,260 tokens each',
    ));

  it('never rounds up', () => {
    assert.equal(percentText(0.9999), '99%');
    assert.equal(percentText(0.57), '57%');
    assert.equal(percentText(1), '100%');
  });

  it('counts lines', () => assert.equal(linesText(copy('a.ts', 4)), '10 lines'));
});

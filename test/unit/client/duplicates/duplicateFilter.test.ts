import assert from 'node:assert/strict';
import {
  badgeText,
  filterParams,
  isFiltered,
  NO_FILTER,
  shownStage,
  viewMessage,
  type DuplicateFilter,
} from '../../../../client/src/duplicates/duplicateFilter';

const filter: DuplicateFilter = {
  kinds: ['exact', 'near'],
  folder: { uri: 'file:///shop/web', name: 'web' },
  text: 'cart',
};
const ready = { stage: 'ready', done: 0, total: 0 } as const;

describe('the filter of duplicates', () => {
  it('is asked of the server', () => {
    assert.deepEqual(filterParams(filter), {
      kinds: ['exact', 'near'],
      folder: 'file:///shop/web',
      text: 'cart',
    });
    assert.deepEqual(filterParams(NO_FILTER), {});
    assert.deepEqual([isFiltered(filter), isFiltered(NO_FILTER)], [true, false]);
  });

  it('is told above the tree with how much it lets through', () =>
    assert.equal(
      viewMessage({ filter, listed: 12, matching: 12, total: 1_430, state: ready }),
      '12 of 1,430 · exact, nearly the same · in web · “cart”',
    ));

  it('is not told when there is none', () =>
    assert.equal(
      viewMessage({ filter: NO_FILTER, listed: 5, matching: 5, total: 5, state: ready }),
      undefined,
    ));
});

describe('the line above the duplicates', () => {
  it('says that not all are listed', () =>
    assert.equal(
      viewMessage({ filter: NO_FILTER, listed: 2_000, matching: 3_400, total: 3_400, state: ready }),
      'The first 2,000 of 3,400 are listed.',
    ));

  it('tells the progress while some are listed already', () => {
    const state = { stage: 'looking', done: 1_200, total: 5_000 } as const;
    const facts = { filter: NO_FILTER, matching: 3, total: 3, state };
    assert.equal(viewMessage({ ...facts, listed: 3 }), 'Looking for duplicates, 1,200 of 5,000');
    assert.equal(
      viewMessage({ ...facts, listed: 0, matching: 0 }),
      undefined,
      'an empty view says it itself',
    );
  });

  it('says of none that they are looked for while those that are known of have not come', () => {
    const coming = { listed: 0, total: 5, isAnswered: false };
    assert.equal(shownStage(ready, coming), 'looking');
    assert.equal(shownStage(ready, { ...coming, isAnswered: true }), 'ready', 'a filter hides all');
    assert.equal(shownStage(ready, { ...coming, total: 0 }), 'ready');
    assert.equal(shownStage(ready, { ...coming, listed: 5 }), 'ready');
    assert.equal(shownStage({ ...ready, stage: 'off' }, coming), 'off');
  });

  it('counts on the badge', () => {
    assert.equal(badgeText(1), '1 duplicate');
    assert.equal(badgeText(1_000), '1,000 duplicates');
  });
});

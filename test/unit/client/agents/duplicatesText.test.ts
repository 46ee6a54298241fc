import assert from 'node:assert/strict';
import { describeGroups, type NamedGroup } from '../../../../client/src/agents/duplicatesText';
import type { DuplicateCopy, DuplicatesState } from '../../../../protocol/duplicateMessages';

const range = { start: { line: 2, character: 0 }, end: { line: 8, character: 1 } };
const copy: DuplicateCopy = {
  uri: 'file:///w/a.ts',
  range,
  nameRange: range,
  symbol: 'total',
  container: 'Cart',
  kind: 'method',
  language: 'typescript',
  tokens: 84,
};
const ready: DuplicatesState = { stage: 'ready', done: 1, total: 1 };

function groupOf(kind: 'exact' | 'near', count: number, named: number): NamedGroup {
  const copies = Array.from({ length: named }, (_, place) => ({ path: `f${place}.ts`, copy }));
  return {
    group: { id: 'x', kind, similarity: 0.9, tokens: 84, cost: 84, wholeFile: false, count, copies: [] },
    copies,
  };
}

describe('groups of copies for a language model', () => {
  it('say how alike and where', () =>
    assert.equal(
      describeGroups([groupOf('near', 2, 2)], 0, ready),
      [
        '1. near: 2 copies of 84 tokens, 90 % alike',
        '   f0.ts:3-9  Cart.total',
        '   f1.ts:3-9  Cart.total',
      ].join('\n'),
    ));

  it('tell the first of many', () => {
    const text = describeGroups([groupOf('exact', 300, 200)], 7, ready);
    assert.equal(text.match(/ {3}f\d+\.ts/g)?.length, 20);
    assert.match(text, /\n {3}and 280 more\n\n7 more groups;/);
    assert.doesNotMatch(text, /alike/);
  });

  it('say when there are none, not yet all, or none are looked for', () => {
    assert.equal(describeGroups([], 0, ready), 'No repeated code was found.');
    assert.match(describeGroups([], 0, { ...ready, stage: 'looking' }), /Note: .*ask again/);
    assert.match(describeGroups([], 0, { ...ready, stage: 'off' }), /akin\.duplicates\.enable/);
  });
});

import assert from 'node:assert/strict';
import {
  closestTwin,
  type CurrentLines,
  nearestTwins,
  type PlacedCopy,
  placeGroup,
} from '../../../../server/src/lsp/duplicates/placeCopies';
import { group, member, nothingOpen, uri } from './sampleGroups';

/** One document is open, and its lines have moved down by two. */
function moved(path: string, lines: readonly string[], by: number): CurrentLines {
  return {
    lines: (asked) => (asked === uri(path) ? lines : undefined),
    toCurrent: (asked, line) => (asked === uri(path) ? line + by : line),
  };
}

const names = (copies: readonly (PlacedCopy | undefined)[]): string[] =>
  copies.map((copy) => (copy === undefined ? '-' : `${copy.member.path}:${copy.member.startLine}`));

describe('placeGroup', () => {
  it('puts the copies in the order of paths and lines', () => {
    const placed = placeGroup(group([member('b.ts', 1), member('a.ts', 30), member('a.ts', 4)]), nothingOpen);
    assert.deepEqual(names(placed?.copies ?? []), ['a.ts:4', 'a.ts:30', 'b.ts:1']);
  });

  it('marks the whole line of the name in a file that is not open', () => {
    const [copy] = placeGroup(group([member('a.ts', 4), member('b.ts', 1)]), nothingOpen)?.copies ?? [];
    assert.deepEqual(copy?.nameRange.start, { line: 4, character: 0 });
    assert.equal(copy.nameRange.end.line, 4);
    assert.deepEqual(copy.range.start, { line: 3, character: 0 });
    assert.equal(copy.range.end.line, 12);
  });

  it('marks the name in an open document, where it stands now', () => {
    const lines = ['', '', '', '/** Sums. */', 'export function subtotal(total) {', '}'];
    const text = [...lines.slice(0, 4), 'export function total(totals) {', '  return 1;', '}'];
    const [copy] =
      placeGroup(group([member('a.ts', 2, { endLine: 5 }), member('b.ts', 1)]), moved('a.ts', text, 2))
        ?.copies ?? [];
    assert.deepEqual(copy?.nameRange, {
      start: { line: 4, character: 16 },
      end: { line: 4, character: 21 },
    });
    assert.deepEqual(copy.range, { start: { line: 3, character: 0 }, end: { line: 6, character: 1 } });
  });

  it('does not take a part of a word for the name', () => {
    const text = ['', '  subtotal(total$, total)'];
    const [copy] =
      placeGroup(group([member('a.ts', 1), member('b.ts', 1)]), moved('a.ts', text, 0))?.copies ?? [];
    assert.deepEqual([copy?.nameRange.start.character, copy?.nameRange.end.character], [19, 24]);
  });

  it('marks the text of the line where the name is not in it', () => {
    const text = ['', '    it("adds up", () => {  '];
    const [copy] =
      placeGroup(group([member('a.ts', 1, { symbol: '' }), member('b.ts', 1)]), moved('a.ts', text, 0))
        ?.copies ?? [];
    assert.deepEqual([copy?.nameRange.start.character, copy?.nameRange.end.character], [4, 25]);
  });

  it('leaves out a copy that is gone from the unsaved text, and the group when one is left', () => {
    const gone: CurrentLines = {
      lines: () => [],
      toCurrent: (asked, line) => (asked === uri('a.ts') ? undefined : line),
    };
    const three = group([member('a.ts', 1), member('b.ts', 1), member('c.ts', 1)]);
    assert.deepEqual(names(placeGroup(three, gone)?.copies ?? []), ['b.ts:1', 'c.ts:1']);
    assert.equal(placeGroup(group([member('a.ts', 1), member('b.ts', 1)]), gone), undefined);
  });

  it('leaves out a copy that unsaved text has marked to be ignored', () => {
    const left = (text: string): string[] => {
      const members = [member('a.ts', 2, { endLine: 3, nameLine: 2 }), member('b.ts', 1), member('c.ts', 1)];
      return names(placeGroup(group(members), moved('a.ts', text.split('\n'), 1))?.copies ?? []);
    };
    const all = ['a.ts:2', 'b.ts:1', 'c.ts:1'];
    assert.deepEqual(left('\n// akin-ignore-duplicate\ntotal() {\n}'), all.slice(1));
    assert.deepEqual(left('\n\ntotal() { // akin-ignore-duplicate\n}'), all.slice(1));
    assert.deepEqual(left('// akin-ignore-duplicates-file\n\ntotal() {\n}'), all.slice(1));
    assert.deepEqual(left('// akin-ignore-duplicate\n\ntotal() {\n}'), all, 'too far above');
    assert.deepEqual(left('\n// akin-ignore-duplicates\ntotal() {\n}'), all, 'another word');
  });

  it('keeps a whole file at its first line', () => {
    const whole = group(
      [member('a.ts', 1, { nameLine: 1, endLine: 9 }), member('b.ts', 1, { nameLine: 1, endLine: 9 })],
      { wholeFile: true },
    );
    const text = ['// new', 'const a = 1;'];
    const [copy] = placeGroup(whole, moved('a.ts', text, 1))?.copies ?? [];
    assert.deepEqual(copy?.nameRange.start, { line: 0, character: 0 });
    assert.equal(copy.range.start.line, 0);
    assert.equal(copy.range.end.line, 1, 'ends with the document');
  });

  it('escapes paths as editors do', () => {
    const placed = placeGroup(group([member('a b/ü.ts', 1), member('b.ts', 1)]), nothingOpen);
    assert.equal(placed?.copies[0]?.uri, 'file:///shop/a%20b/%C3%BC.ts');
  });
});

describe('the closest twin', () => {
  const copies =
    placeGroup(
      group([
        member('app/cart.ts', 1),
        member('app/cart.ts', 40),
        member('app/order.ts', 1),
        member('lib/deep/sum.ts', 1),
      ]),
      nothingOpen,
    )?.copies ?? [];

  it('is in the same file where there is one', () => {
    assert.deepEqual(names([closestTwin(copies, 0), closestTwin(copies, 1)]), [
      'app/cart.ts:40',
      'app/cart.ts:1',
    ]);
  });

  it('is in the file with the most of the path in common otherwise', () =>
    assert.deepEqual(names([closestTwin(copies, 2)]), ['app/cart.ts:40']));

  it('is the one neighbour at either end', () =>
    assert.deepEqual(names([closestTwin(copies, 3)]), ['app/order.ts:1']));

  it('comes first of several, which are bounded', () => {
    assert.deepEqual(names(nearestTwins(copies, 1, 2)), ['app/cart.ts:1', 'app/order.ts:1']);
    assert.equal(nearestTwins(copies, 0, 99).length, 3);
  });
});

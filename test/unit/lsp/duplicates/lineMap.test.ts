import assert from 'node:assert/strict';
import { LineMap } from '../../../../server/src/lsp/duplicates/lineMap';

describe('LineMap', () => {
  const lines = (text: string): string[] => text.split('');
  const mapped = (saved: string, current: string): (number | undefined)[] => {
    const map = new LineMap(lines(saved), lines(current));
    return lines(saved).map((_, line) => map.toCurrent(line));
  };

  const cases: [name: string, saved: string, current: string, expected: (number | undefined)[]][] = [
    ['nothing changed', 'abc', 'abc', [0, 1, 2]],
    ['lines inserted above', 'abc', 'xyabc', [2, 3, 4]],
    ['lines removed above', 'abc', 'bc', [undefined, 0, 1]],
    ['lines inserted in the middle', 'abc', 'abxc', [0, 1, 3]],
    ['a line changed', 'abc', 'axc', [0, undefined, 2]],
    ['changes above and below', 'abcd', 'xabcyd', [1, 2, 3, 5]],
    ['changes above and below that leave the middle', 'abcde', 'xbcdy', [undefined, 1, 2, 3, undefined]],
    ['a line that now occurs more often', 'abc', 'xabbcy', [1, undefined, 4]],
    ['two equal lines that moved together', 'abbc', 'xabbcy', [1, 2, 3, 4]],
    ['everything gone', 'abc', '', [undefined, undefined, undefined]],
  ];
  for (const [name, saved, current, expected] of cases)
    it(`follows ${name}`, () => assert.deepEqual(mapped(saved, current), expected));

  it('knows no line outside of the saved text', () => {
    const map = new LineMap(['a'], ['a', 'b']);
    assert.deepEqual([map.toCurrent(-1), map.toCurrent(1)], [undefined, undefined]);
  });
});

import assert from 'node:assert/strict';
import { describeHit, type ShownHit, usesColour } from '../../../server/src/cli/describeHit';

const hit: ShownHit = {
  path: 'net/retry.ts',
  startLine: 4,
  endLine: 12,
  symbol: 'sendAgain',
  kind: 'function',
  preview: ['async sendAgain() {', '\t🔑 again again', 'c', 'd', 'e', 'again'].join('\n'),
  reasons: ['name: again', 'similar in meaning'],
  matches: [
    { line: 4, start: 10, end: 15 },
    { line: 5, start: 4, end: 9 },
    { line: 5, start: 10, end: 15 },
    { line: 9, start: 0, end: 5 },
  ],
};

describe('a hit on the command line', () => {
  it('shows place, name, reasons and the first lines', () => {
    assert.deepEqual(describeHit(hit, 2, false).split('\n'), [
      '2. net/retry.ts:4-12  sendAgain (function)',
      '   name: again; similar in meaning',
      '     async sendAgain() {',
      '     \t🔑 again again',
      '     c',
      '     d',
      '     e',
    ]);
  });

  it('marks the words where it may write colours', () => {
    const marked = '\u001B[1;31m$1\u001B[22;39m';
    const expected = describeHit(hit, 1, false)
      .split('\n')
      .map((line) => (line.startsWith('     ') ? line.replace(/(again)/gi, marked) : line));
    assert.deepEqual(describeHit(hit, 1, true).split('\n'), expected);
  });

  it('names what has no name by its kind', () =>
    assert.match(
      describeHit({ ...hit, symbol: '', kind: 'block' }, 1, false),
      /^1\. net\/retry\.ts:4-12 {2}block\n/,
    ));

  const terminals: [string, boolean, { isTTY?: boolean }, NodeJS.ProcessEnv][] = [
    ['on a terminal', true, { isTTY: true }, {}],
    ['not in a pipe or a file', false, {}, {}],
    ['not where NO_COLOR is set', false, { isTTY: true }, { NO_COLOR: '1' }],
    ['where NO_COLOR is set to nothing', true, { isTTY: true }, { NO_COLOR: '' }],
    ['not on a terminal that knows none', false, { isTTY: true }, { TERM: 'dumb' }],
  ];
  for (const [what, expected, stream, env] of terminals)
    it(`uses colours: ${what}`, () => assert.equal(usesColour(stream, env), expected));
});

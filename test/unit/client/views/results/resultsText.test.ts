import assert from 'node:assert/strict';
import { resultsPage } from '../../../../../client/src/views/results/resultsText';
import { sampleHit } from '../sampleHit';

const pathOf = (uri: string): string => uri.replace('file:///w/', '');

describe('resultsPage', () => {
  const hits = [
    sampleHit({ symbol: 'parse', kind: 'function', preview: 'function parse() {\n\n}', reasons: ['a', 'b'] }),
    sampleHit({ uri: 'file:///w/b.py', kind: 'lines', preview: 'x = 1' }),
  ];
  const page = resultsPage('read\nit', hits, pathOf);
  const lines = page.text.split('\n');

  it('writes the query, the counts, and each file with its hits', () =>
    assert.equal(
      page.text,
      `# Query: read it
# 2 results in 2 files

src/a.ts:
  function parse · a · b
    12: function parse() {
    13:
    14: }

b.py:
  lines · similar in meaning
    12: x = 1
    … 2 lines more
`,
    ));

  it('links paths and line numbers to their places', () => {
    const shown = page.links.map(({ line, start, end, uri, targetLine }) => [
      lines[line]?.slice(start, end),
      uri,
      targetLine,
    ]);
    assert.deepEqual(shown[0], ['src/a.ts', 'file:///w/src/a.ts', 12]);
    assert.deepEqual(shown[2], ['13', 'file:///w/src/a.ts', 13]);
    assert.equal(shown.length, 6);
  });

  it('folds files and hits', () =>
    assert.deepEqual(
      page.folds.map(({ start, end }) => [lines[start], lines[end]]),
      [
        ['  function parse · a · b', '    14: }'],
        ['src/a.ts:', '    14: }'],
        ['  lines · similar in meaning', '    … 2 lines more'],
        ['b.py:', '    … 2 lines more'],
      ],
    ));

  it('bears an answer without hits', () =>
    assert.match(resultsPage('x', [], pathOf).text, /0 results in 0 files/));
});

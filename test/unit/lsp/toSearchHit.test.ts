import assert from 'node:assert/strict';
import type { Hit } from '../../../server/src/engine/engineTypes';
import { toSearchResult } from '../../../server/src/lsp/toSearchHit';

describe('toSearchResult', () => {
  const hit: Hit = {
    folder: '/work',
    path: 'net/retry.ts',
    startLine: 4,
    endLine: 9,
    endLineLength: 1,
    score: 0.5,
    symbol: '',
    kind: 'block',
    container: '',
    language: 'typescript',
    preview: 'retry();',
    reasons: ['text: retry'],
    matches: [{ line: 5, start: 2, end: 7 }],
  };

  it('counts lines from 0, as the protocol does', () => {
    const [found] = toSearchResult({ hits: [hit], partial: false }, 0).hits;
    assert.deepEqual(found?.range, { start: { line: 3, character: 0 }, end: { line: 8, character: 1 } });
    assert.deepEqual(found.matches, [{ start: { line: 4, character: 2 }, end: { line: 4, character: 7 } }]);
    assert.match(found.uri, /^file:\/\/\/.*net\/retry\.ts$/);
  });

  it('leaves out names that are empty', () => {
    const [found] = toSearchResult({ hits: [hit], partial: false }, 0).hits;
    assert.deepEqual(
      [found !== undefined && 'symbol' in found, found !== undefined && 'container' in found],
      [false, false],
    );
  });
});

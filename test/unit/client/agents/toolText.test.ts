import assert from 'node:assert/strict';
import { describeHits, fenced } from '../../../../client/src/agents/toolText';
import type { IndexStatus, SearchHit } from '../../../../protocol/messages';

const hit: SearchHit = {
  uri: 'file:///w/src/retry.ts',
  range: { start: { line: 3, character: 0 }, end: { line: 9, character: 1 } },
  score: 1,
  symbol: 'retry',
  kind: 'method',
  container: 'Client',
  language: 'typescript',
  preview: 'retry() {\n  send();',
  reasons: ['name: retry', 'similar in meaning'],
  matches: [],
};

const status: IndexStatus = {
  state: 'ready',
  filesDone: 3,
  filesTotal: 5,
  chunks: 7,
  updates: 0,
  stage: 'Up to date',
  skipped: {},
  storeBytes: 1,
  model: 'm',
};

describe('hits for a language model', () => {
  it('say where, what, why and how it begins', () =>
    assert.equal(
      describeHits([{ path: 'src/retry.ts', hit }], status),
      [
        '1. src/retry.ts:4-10  Client.retry (method)',
        '   Why: name: retry; similar in meaning',
        '```',
        'retry() {',
        '  send();',
        '```',
        '   (5 more lines)',
      ].join('\n'),
    ));

  it('go by their kind where they have no name', () => {
    const lines: SearchHit = {
      uri: hit.uri,
      range: hit.range,
      score: 1,
      language: 'markdown',
      preview: 'a',
      reasons: ['x'],
      matches: [],
    };
    assert.match(describeHits([{ path: 'a.md', hit: lines }], status), /^1\. a\.md:4-10 {2}lines\n/);
  });

  it('say that nothing was found, and what to do', () =>
    assert.match(describeHits([], status), /^Nothing was found\. .+\.$/));

  it('tell what is wrong with the index', () => {
    assert.match(
      describeHits([], { ...status, state: 'indexing' }),
      /Note: Indexing is not complete \(3 of 5 files\)/,
    );
    assert.match(
      describeHits([], { ...status, state: 'degraded', message: 'No model.' }),
      /\n\nNote: No model\.$/,
    );
    assert.doesNotMatch(describeHits([], undefined), /Note/);
  });

  it('are fenced so that no source ends its fence', () => {
    assert.equal(fenced('a'), '```\na\n```');
    assert.equal(fenced('```js\n````\n'), '`````\n```js\n````\n\n`````');
  });
});

import assert from 'node:assert/strict';
import { describeAnswer } from '../../../../client/src/agents/toolText';
import type { IndexStatus } from '../../../../protocol/indexMessages';
import type { SearchHit } from '../../../../protocol/searchMessages';

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

const whole = { partial: false };

describe('hits for a language model', () => {
  it('say where, what, why and how it begins', () =>
    assert.equal(
      describeAnswer(whole, [{ path: 'src/retry.ts', hit }], status),
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
    assert.match(describeAnswer(whole, [{ path: 'a.md', hit: lines }], status), /^1\. a\.md:4-10 {2}lines\n/);
  });

  it('say that nothing was found, and what to do', () =>
    assert.match(describeAnswer(whole, [], status), /^Nothing was found\. .+\.$/));

  it('say that nothing was found yet while the index is being made, told of or not', () => {
    const begun = describeAnswer({ partial: true }, [], undefined);
    assert.match(
      begun,
      /^Nothing was found yet\.\n\nNote: Indexing has just begun; ask again in a moment\.$/,
    );
    const told = describeAnswer({ partial: true }, [], { ...status, state: 'indexing' });
    assert.match(told, /^Nothing was found yet\.\n\nNote: Indexing is not complete \(3 of 5 files\)/);
  });

  it('say which filter is wrong and that nothing was searched', () => {
    const problems = [{ filter: 'kind:x', message: 'There is no such kind.' }];
    assert.equal(
      describeAnswer({ partial: false, problems }, [], status),
      'The filter kind:x is wrong, and nothing was searched: There is no such kind.',
    );
  });

  it('tell what is wrong with the index', () => {
    assert.match(
      describeAnswer(whole, [], { ...status, state: 'indexing' }),
      /Note: Indexing is not complete \(3 of 5 files\)/,
    );
    assert.match(
      describeAnswer(whole, [], { ...status, state: 'degraded', degradedBy: 'model', message: 'No model.' }),
      /\n\nNote: No model\.$/,
    );
    assert.match(
      describeAnswer(whole, [], {
        ...status,
        state: 'degraded',
        degradedBy: 'memory',
        message: 'No memory.',
      }),
      /\n\nNote: Indexing is not complete \(3 of 5 files\).* No memory\.$/,
    );
    assert.doesNotMatch(describeAnswer(whole, [], undefined), /Note/);
  });
});

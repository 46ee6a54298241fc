import assert from 'node:assert/strict';
import { answerText, describeFoundCode, fenced, type FoundCode } from '../../../protocol/agentText';

const code: FoundCode = {
  path: 'src/a.ts',
  startLine: 3,
  endLine: 9,
  container: 'Shop',
  symbol: 'sell',
  kind: 'method',
  reasons: ['name: sell', 'similar in meaning'],
  preview: 'sell() {\n  return 1;',
};

describe('text for agents', () => {
  it('tells of found code its place, its name, the reasons, the first lines, and how to read the others', () => {
    const lines = [
      '2. src/a.ts:3-9  Shop.sell (method)',
      '   Why: name: sell; similar in meaning',
      '```',
      'sell() {',
      '  return 1;',
      '```',
    ];
    assert.equal(describeFoundCode(code, 2), [...lines, '   (5 more lines)'].join('\n'));
    assert.equal(
      describeFoundCode(code, 2, 'read_chunk'),
      [...lines, '   (5 more lines: read_chunk)'].join('\n'),
    );
    assert.doesNotMatch(describeFoundCode({ ...code, endLine: 4 }, 2, 'read_chunk'), /more lines/);
  });

  it('names code at top level by its name, and lines without one by their kind', () => {
    const first = (more: Partial<FoundCode>): string | undefined =>
      describeFoundCode({ ...code, ...more }, 1).split('\n')[0];
    assert.equal(first({ container: '' }), '1. src/a.ts:3-9  sell (method)');
    assert.equal(first({ container: undefined }), '1. src/a.ts:3-9  sell (method)');
    assert.equal(first({ container: '', symbol: '', kind: 'lines' }), '1. src/a.ts:3-9  lines');
  });

  it('says that nothing was found, or not yet, and what is wrong with the index', () => {
    assert.match(answerText([], false, undefined), /^Nothing was found\. Try .+\.$/);
    assert.equal(
      answerText([], true, 'Indexing is under way.'),
      'Nothing was found yet.\n\nNote: Indexing is under way.',
    );
    assert.equal(answerText(['1. a', '2. b'], false, 'No model.'), '1. a\n\n2. b\n\nNote: No model.');
  });

  it('is fenced so that no source ends its fence', () => {
    assert.equal(fenced('a'), '```\na\n```');
    assert.equal(fenced('```js\n````\n'), '`````\n```js\n````\n\n`````');
  });
});

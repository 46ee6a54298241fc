import assert from 'node:assert/strict';
import { duplicatesMarkdown } from '../../../../client/src/duplicates/duplicatesMarkdown';
import { copy, group, pathOf } from './sampleGroups';

describe('duplicates as Markdown', () => {
  it('are a list with places, in which names are no markup', () =>
    assert.equal(
      duplicatesMarkdown(
        [
          group([copy('a_b.ts', 1, { symbol: '__init__' }), copy('c`d.ts', 4)], {
            kind: 'near',
            similarity: 0.9,
            count: 12,
          }),
        ],
        pathOf,
      ),
      [
        '1 duplicate, 1,260 tokens to be saved.',
        '',
        '**\\_\\_init\\_\\_, total** (nearly the same, 90%, 12 copies of 1,260 tokens)',
        '',
        '- `a_b.ts:3` \\_\\_init\\_\\_',
        '- `` c`d.ts:6 `` total',
        '- and 10 more',
        '',
      ].join('\n'),
    ));

  it('name whole files once', () =>
    assert.match(
      duplicatesMarkdown([group([copy('x/a.ts', 0), copy('y/a.ts', 0)], { wholeFile: true })], pathOf),
      /^- `x\/a\.ts:2`$/m,
    ));
});

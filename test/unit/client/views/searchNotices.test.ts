import assert from 'node:assert/strict';
import { completionRows, emptyAnswerRows, recentRows } from '../../../../client/src/views/searchNotices';

const nothing = { hits: [], partial: false, tookMs: 1 };

describe('the rows of a search that are no hits', () => {
  it('offer completions, few of them above hits', () => {
    const completions = Array.from({ length: 9 }, (_, i) => ({
      label: `lang:${i}`,
      description: '2 files',
      query: `lang:${i} `,
    }));
    assert.equal(completionRows(completions, false).length, 9);
    const [first, ...rest] = completionRows(completions, true);
    assert.deepEqual(first, { label: '$(filter) lang:0', description: '2 files', query: 'lang:0 ' });
    assert.equal(rest.length, 3);
  });

  it('explain a filter that means nothing', () => {
    const problems = [{ filter: 'kind:x', message: 'one of a, b' }];
    assert.deepEqual(emptyAnswerRows('kind:x y', { ...nothing, problems }), [
      { label: '$(warning) kind:x', detail: 'one of a, b' },
    ]);
  });

  it('ask for a question where there are filters alone', () => {
    const [row] = emptyAnswerRows('lang:go ', { ...nothing, filters: ['lang:go'] });
    assert.match(row?.label ?? '', /describe the code/);
    assert.match(row?.detail ?? '', /lang:go/);
  });

  it('say what else to try', () => {
    const detail = (given: object): string =>
      emptyAnswerRows('$(x)', { ...nothing, ...given })[0]?.detail ?? '';
    assert.match(detail({}), /other words/);
    assert.match(detail({ partial: true }), /still under way/);
    assert.match(detail({ filters: ['lang:go'] }), /without lang:go/);
    assert.equal(emptyAnswerRows('$(x)', nothing)[0]?.label, 'Nothing found for “\\$(x)”');
    assert.ok((emptyAnswerRows('q'.repeat(500), nothing)[0]?.label.length ?? 0) < 100);
  });

  it('offer earlier queries', () =>
    assert.deepEqual(recentRows(['a $(b)']), [{ label: '$(history) a \\$(b)', query: 'a $(b)' }]));
});

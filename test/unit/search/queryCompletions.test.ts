import assert from 'node:assert/strict';
import { completeQuery } from '../../../server/src/search/queryCompletions';
import { queryFilters, readQuery } from '../../../server/src/search/queryFilters';

const PATHS = ['src/a.ts', 'src/deep/b.ts', 'tools/c.py', 'my docs/d.md'];
const labels = (query: string): string[] => completeQuery(query, () => PATHS).map(({ label }) => label);

describe('completeQuery', () => {
  it('offers every filter where a new word begins', () => {
    assert.equal(labels('').length, queryFilters.length);
    assert.deepEqual(labels('retry '), labels(''));
    assert.deepEqual(labels('la'), ['lang:']);
    assert.deepEqual(labels('retry'), []);
  });

  it('offers the languages of the folder, the most frequent first, with what they hold', () => {
    assert.deepEqual(completeQuery('retry lang:', () => PATHS)[0], {
      label: 'lang:typescript',
      description: '2 files',
      query: 'retry lang:typescript ',
    });
    assert.deepEqual(labels('lang:p'), ['lang:python']);
    assert.deepEqual(labels('lang:python'), [], 'nothing is left to complete');
  });

  it('completes the last of a list', () => assert.deepEqual(labels('kind:class,st'), ['kind:class,struct']));

  it('offers folders, quoted where they need it', () => {
    assert.deepEqual(labels('-path:'), ['-path:src/', '-path:"my docs/"', '-path:src/deep/', '-path:tools/']);
  });

  it('offers in:open', () => assert.deepEqual([labels('in:'), labels('in:x')], [['in:open'], []]));

  it('offers only what is understood', () => {
    for (const query of ['lang:', 'kind:', 'path:', '-path:', 'in:'])
      for (const completion of completeQuery(query, () => PATHS)) {
        const read = readQuery(`${completion.query}word`);
        assert.deepEqual([read.problems, read.text], [[], 'word'], completion.query);
        assert.equal(read.filters.length, 1, completion.query);
      }
  });
});

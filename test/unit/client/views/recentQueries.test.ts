import assert from 'node:assert/strict';
import { RecentQueries } from '../../../../client/src/views/recentQueries';

describe('RecentQueries', () => {
  it('has the newest first, each once, and none that is empty', () => {
    const recent = new RecentQueries();
    for (const query of ['a', 'b', ' a ', '  ']) recent.add(query);
    assert.deepEqual(recent.all, ['a', 'b']);
  });

  it('keeps twenty', () => {
    const recent = new RecentQueries();
    for (let i = 0; i < 30; i++) recent.add(`q${i}`);
    assert.equal(recent.all.length, 20);
    assert.equal(recent.all[0], 'q29');
  });
});

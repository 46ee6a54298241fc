import assert from 'node:assert/strict';
import { RecentQueries } from '../../../../client/src/views/recentQueries';
import { MapMemory } from '../memory';

describe('RecentQueries', () => {
  it('has the newest first, each once, and none that is empty', () => {
    const recent = new RecentQueries(new MapMemory());
    for (const query of ['a', 'b', ' a ', '  ']) recent.add(query);
    assert.deepEqual(recent.all, ['a', 'b']);
  });

  it('keeps twenty', () => {
    const recent = new RecentQueries(new MapMemory());
    for (let i = 0; i < 30; i++) recent.add(`q${i}`);
    assert.equal(recent.all.length, 20);
    assert.equal(recent.all[0], 'q29');
  });

  it('remembers them with the workspace until it is told to forget them', () => {
    const memory = new MapMemory();
    new RecentQueries(memory).add('a');
    const later = new RecentQueries(memory);
    assert.deepEqual(later.all, ['a']);
    later.clear();
    assert.deepEqual(new RecentQueries(memory).all, []);
  });

  it('bears a memory that holds something else', () => {
    const memory = new MapMemory();
    for (const value of [7, { a: 1 }, 'text']) {
      memory.values.set('akin.recentQueries', value);
      assert.deepEqual(new RecentQueries(memory).all, []);
    }
    memory.values.set('akin.recentQueries', ['a', 1, null]);
    assert.deepEqual(new RecentQueries(memory).all, ['a']);
  });
});

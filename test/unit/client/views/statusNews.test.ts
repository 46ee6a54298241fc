import assert from 'node:assert/strict';
import type { IndexStatus } from '../../../../protocol/indexMessages';
import { StatusNews, type StatusNotice } from '../../../../client/src/views/statusNews';
import { running } from '../statuses';

describe('StatusNews', () => {
  let news: StatusNews;
  beforeEach(() => (news = new StatusNews()));
  const tell = (status: Partial<IndexStatus>): StatusNotice | undefined => news.of(running(status));

  it('tells the message of what does not work, and nothing that is not in it', () => {
    for (const degradedBy of ['model', 'memory', 'store'] as const) {
      const message = `What ${degradedBy} does.`;
      assert.deepEqual(tell({ state: 'degraded', degradedBy, message }), { severity: 'warning', message });
    }
    assert.deepEqual(tell({ state: 'error', message: 'The disk is full.' }), {
      severity: 'error',
      message: 'The disk is full.',
    });
  });

  it('tells of want of memory once, whatever the numbers in it become', () => {
    const held = (mb: number): StatusNotice | undefined =>
      tell({ state: 'degraded', degradedBy: 'memory', message: `Akin holds ${mb} MB of 500 MB.` });
    assert.equal(held(510)?.message, 'Akin holds 510 MB of 500 MB.');
    assert.equal(held(520), undefined);
    tell({ state: 'indexing' });
    assert.equal(held(530), undefined);
  });

  it('tells each cause, one after the other', () => {
    const told = (['store', 'memory', 'store', 'model', 'memory', 'model'] as const).map(
      (degradedBy) => tell({ state: 'degraded', degradedBy, message: degradedBy })?.message,
    );
    assert.deepEqual(told, ['store', 'memory', undefined, 'model', undefined, undefined]);
  });

  it('tells of a model that fails for another reason than the one before', () => {
    for (const message of ['There is no such folder.', 'It is damaged.'])
      assert.equal(tell({ state: 'degraded', degradedBy: 'model', message })?.message, message);
  });

  it('leaves a model that is to be fetched to the question for it, and nothing else', () => {
    const missingModel = { id: 'a/b', host: 'hub' };
    const degraded = { state: 'degraded', missingModel, message: 'why' } as const;
    assert.equal(tell({ ...degraded, degradedBy: 'model' }), undefined);
    assert.equal(tell({ ...degraded, degradedBy: 'memory' })?.message, 'why');
    assert.equal(tell({ ...degraded, state: 'error' })?.severity, 'error');
  });

  it('says nothing of what is well or under way', () => {
    for (const state of ['starting', 'indexing', 'paused', 'ready'] as const)
      assert.equal(tell({ state, degradedBy: 'model', message: 'why' }), undefined);
    assert.equal(tell({ state: 'degraded', degradedBy: 'store' }), undefined);
    assert.equal(news.of({ kind: 'failed', message: 'why' }), undefined);
  });
});

import assert from 'node:assert/strict';
import { mapLimited } from '../../../server/src/base/limiter';

describe('limiter', () => {
  it('answers in the order of the items whatever ends first', async () => {
    const turns = [3, 0, 2, 1];
    const results = await mapLimited(turns, 2, async (rounds, index) => {
      for (let i = 0; i < rounds; i++) await Promise.resolve();
      return `${index}:${rounds}`;
    });
    assert.deepEqual(results, ['0:3', '1:0', '2:2', '3:1']);
  });

  it('never runs more than the limit', async () => {
    let running = 0;
    let most = 0;
    await mapLimited(Array.from({ length: 20 }), 3, async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    });
    assert.equal(most, 3);
  });

  it('does nothing for no items', async () => {
    assert.deepEqual(await mapLimited([], 4, () => assert.fail('nothing to do')), []);
  });

  it('rejects with the first failure and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = mapLimited([0, 1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('item 1');
    });
    await assert.rejects(work, /item 1/);
    for (let i = 0; i < 20; i++) await Promise.resolve();
    assert.ok(begun.length <= 4, `began ${begun.join(', ')}`);
  });
});

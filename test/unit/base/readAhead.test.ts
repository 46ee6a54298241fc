import assert from 'node:assert/strict';
import { readAhead } from '../../../server/src/base/readAhead';

describe('reading ahead', () => {
  let asked: number[] = [];
  let ended = false;
  beforeEach(() => ([asked, ended] = [[], false]));

  async function* numbers(count: number, failure?: Error): AsyncGenerator<number> {
    try {
      for (let i = 0; i < count; i++) {
        asked.push(i);
        yield await Promise.resolve(i);
      }
      if (failure !== undefined) throw failure;
    } finally {
      ended = true;
    }
  }

  it('yields everything in order', async () => {
    const found: number[] = [];
    for await (const i of readAhead(numbers(3))) found.push(i);
    assert.deepEqual(found, [0, 1, 2]);
  });

  it('has asked for one more than is worked on', async () => {
    for await (const i of readAhead(numbers(4))) {
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(asked, [0, 1, 2, 3].slice(0, i + 2));
    }
  });

  it('fails after all that came before', async () => {
    const found: number[] = [];
    await assert.rejects(
      async () => {
        for await (const i of readAhead(numbers(2, new Error('cut off')))) found.push(i);
      },
      { message: 'cut off' },
    );
    assert.deepEqual(found, [0, 1]);
  });

  it('ends its source when nobody reads on', async () => {
    for await (const i of readAhead(numbers(10))) if (i === 1) break;
    assert.ok(ended);
    assert.deepEqual(asked, [0, 1, 2]);
  });
});

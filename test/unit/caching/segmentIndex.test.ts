import assert from 'node:assert/strict';
import { printOf, printOfBytes, SegmentIndex } from '../../../server/src/caching/segmentIndex';

const COUNT = 20_000;
const keys = Array.from({ length: COUNT }, (_, i) => `key ${i}`);
const place = (i: number) => ({ segment: 1 + (i % 7), at: 300 * i, length: 300 });

function filled(): SegmentIndex {
  const index = new SegmentIndex();
  keys.forEach((key, i) => index.set(printOf(key), place(i), 0));
  return index;
}

describe('SegmentIndex', () => {
  it('knows the place of every key, and no other', () => {
    const index = filled();
    assert.equal(index.entries, COUNT);
    keys.forEach((key, i) => assert.deepEqual(index.get(printOf(key)), place(i)));
    for (let i = 0; i < COUNT; i++) assert.equal(index.get(printOf(`other ${i}`)), undefined);
  });

  it('knows the latest place of a key, and tells the segment before', () => {
    const index = filled();
    const later = { segment: 9, at: 5, length: 10 };
    assert.equal(index.set(printOf('key 3'), later, 0), 4);
    assert.deepEqual(index.get(printOf('key 3')), later);
    assert.equal(index.entries, COUNT);
  });

  it('forgets a key, unless it has moved', () => {
    const index = filled();
    assert.ok(!index.remove(printOf('key 3'), { segment: 4, at: 1, length: 0 }));
    assert.ok(index.remove(printOf('key 3'), place(3)));
    assert.equal(index.get(printOf('key 3')), undefined);
    assert.equal(index.entries, COUNT - 1);
  });

  it('forgets a segment, finds all others and fills the gaps', () => {
    const index = filled();
    index.removeSegment(1);
    keys.forEach((key, i) => assert.equal(index.get(printOf(key)) === undefined, i % 7 === 0));
    for (let i = 0; i < COUNT; i++) index.set(printOf(`new ${i}`), { segment: 20, at: i, length: 1 }, 0);
    assert.equal(index.entries, 2 * COUNT - Math.ceil(COUNT / 7));
    for (let i = 0; i < COUNT; i++) assert.equal(index.get(printOf(`new ${i}`))?.at, i);
    assert.equal(index.get(printOf('key 1'))?.at, 300);
  });

  it('does not grow when entries come and go', () => {
    const index = new SegmentIndex();
    for (let round = 1; round < 200; round++) {
      for (let i = 0; i < 500; i++)
        index.set(printOf(`${round} ${i}`), { segment: round, at: i, length: 1 }, 0);
      index.removeSegment(round);
    }
    assert.equal(index.entries, 0);
    assert.equal(index.get(printOf('7 7')), undefined);
  });

  it('counts uses up to a bound and gives those that are new once', () => {
    const index = filled();
    for (let i = 0; i < 300; i++) index.noteUse(printOf('key 1'));
    index.noteUse(printOf('key 2'));
    index.noteUse(printOf('missing'));
    assert.equal(index.usesOf(printOf('key 1')), 127);
    const news = index.takeNews(10).map(({ uses }) => uses);
    assert.deepEqual(news.sort(), [1, 127]);
    assert.deepEqual(index.takeNews(10), []);
    assert.equal(index.usesOf(printOf('key 1')), 127);
    index.noteUse(printOf('key 2'));
    index.noteUse(printOf('key 3'));
    assert.equal(index.takeNews(1).length, 1);
    assert.equal(index.takeNews(9).length, 1);
  });

  it('takes the larger count, and keeps counts where entries move or the table grows', () => {
    const index = new SegmentIndex();
    index.set(printOf('key'), place(0), 5);
    index.learnUses(printOf('key'), 3);
    assert.equal(index.usesOf(printOf('key')), 5);
    index.learnUses(printOf('key'), 9);
    index.set(printOf('key'), place(1), 1);
    keys.forEach((key, i) => index.set(printOf(key), place(i), 0));
    assert.equal(index.usesOf(printOf('key')), 9);
    assert.deepEqual([...index.usesBySegment()], [[2, 9]]);
  });

  it('names the most used entries, as many as fit', () => {
    const index = filled();
    for (const [key, uses] of [
      ['key 5', 3],
      ['key 6', 7],
      ['key 8', 1],
    ] as const)
      index.learnUses(printOf(key), uses);
    assert.deepEqual(
      index.mostUsed(600).map(({ at }) => at / 300),
      [6, 5],
    );
    assert.equal(index.mostUsed(1e9).length, 3);
  });
});

describe('the print of a key', () => {
  it('tells keys apart', () => {
    const prints = new Set(keys.map((key) => Object.values(printOf(key)).join()));
    assert.equal(prints.size, COUNT);
    for (const half of ['high', 'low'] as const)
      assert.ok(new Set(keys.map((key) => printOf(key)[half])).size > COUNT - 3, half);
  });

  it('is the same of its bytes', () => {
    const bytes = Buffer.from('xx key 17 xx');
    assert.deepEqual(printOfBytes(bytes, 3, 9), printOf('key 17'));
  });
});

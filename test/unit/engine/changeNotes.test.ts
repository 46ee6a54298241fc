import assert from 'node:assert/strict';
import { ChangeNotes } from '../../../server/src/engine/changeNotes';

/** What was passed on, and when the next is. */
class Passed {
  readonly all: (string[] | undefined)[] = [];
  private waiting: (() => void)[] = [];
  readonly notes = new ChangeNotes((paths) => {
    this.all.push(paths);
    for (const waiter of this.waiting.splice(0)) waiter();
  });

  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

describe('change notes', () => {
  const made: Passed[] = [];
  afterEach(() => made.splice(0).forEach(({ notes }) => notes.dispose()));
  function create(): Passed {
    const passed = new Passed();
    made.push(passed);
    return passed;
  }

  it('pass on together what comes together, each path once', async () => {
    const passed = create();
    passed.notes.note(['a', 'b'], false);
    passed.notes.note(['b', 'c'], false);
    assert.ok(!passed.notes.isEmpty);
    await passed.next();
    assert.deepEqual(passed.all, [['a', 'b', 'c']]);
    assert.ok(passed.notes.isEmpty);
    passed.notes.note(['a'], false);
    await passed.next();
    assert.deepEqual(passed.all, [['a', 'b', 'c'], ['a']]);
  });

  it('pass on what is saved before what was noted earlier', async () => {
    const [slow, fast] = [create(), create()];
    const order: string[] = [];
    slow.notes.note(['a', 'b', 'c', 'd'], false);
    fast.notes.note(['b'], true);
    await Promise.all([
      slow.next().then(() => order.push('slow')),
      fast.next().then(() => order.push('fast')),
    ]);
    assert.deepEqual(order, ['fast', 'slow']);
  });

  it('pass on few paths before many', async () => {
    const [many, few] = [create(), create()];
    const order: string[] = [];
    many.notes.note(['a', 'b', 'c', 'd'], false);
    few.notes.note(['a', 'b', 'c'], false);
    await Promise.all([many.next().then(() => order.push('many')), few.next().then(() => order.push('few'))]);
    assert.deepEqual(order, ['few', 'many']);
  });

  it('bring what was noted before along with what is saved', async () => {
    const passed = create();
    passed.notes.note(['a', 'c', 'd', 'e'], false);
    passed.notes.note(['b'], true);
    const startedMs = performance.now();
    await passed.next();
    assert.deepEqual(passed.all, [['a', 'c', 'd', 'e', 'b']]);
    assert.ok(performance.now() - startedMs < 140, 'sooner than without the save');
  });

  it('pass on changes that never end', async () => {
    const passed = create();
    const going = setInterval(() => passed.notes.note(['a', 'b', 'c', 'd'], false), 40);
    const startedMs = performance.now();
    await passed.next();
    clearInterval(going);
    assert.ok(performance.now() - startedMs > 1_000, 'each waits for the next');
  });

  it('are one of the whole folder when they are many', async () => {
    const passed = create();
    passed.notes.note(
      Array.from({ length: 2_001 }, (_, i) => `f${i}`),
      false,
    );
    passed.notes.note(['another'], true);
    await passed.next();
    assert.deepEqual(passed.all.splice(0), [undefined]);
    passed.notes.note(
      Array.from({ length: 2_000 }, (_, i) => `f${i}`),
      true,
    );
    await passed.next();
    assert.equal(passed.all[0]?.length, 2_000);
  });

  it('do nothing for no paths, and nothing after they were disposed', async () => {
    const [idle, disposed, other] = [create(), create(), create()];
    idle.notes.note([], true);
    disposed.notes.note(['a'], true);
    disposed.notes.dispose();
    other.notes.note(['a'], false);
    await other.next();
    assert.deepEqual([idle.all, disposed.all], [[], []]);
  });
});

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Foreground } from '../../../server/src/base/foreground';

describe('what a person waits for', () => {
  let foreground: Foreground;
  let order: string[];
  beforeEach(() => {
    [foreground, order] = [new Foreground(1_000), []];
  });
  afterEach(() => mock.timers.reset());

  /** Something that is waited for until it is let go. */
  function task(name: string): { letGo: () => void; done: Promise<void> } {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const done = foreground.during(async () => {
      await held;
      order.push(name);
    });
    return { letGo, done };
  }

  it('is nothing at first', () => foreground.whenClear());

  it('goes ahead of what waits for it, all of it', async () => {
    const [first, second] = [task('first'), task('second')];
    const after = foreground.whenClear().then(() => order.push('after'));
    first.letGo();
    await first.done;
    second.letGo();
    await Promise.all([second.done, after]);
    assert.deepEqual(order, ['first', 'second', 'after']);
    await foreground.whenClear();
  });

  it('gives its answer, or its failure, which ends it too', async () => {
    assert.equal(await foreground.during(() => Promise.resolve(7)), 7);
    await assert.rejects(
      foreground.during(() => Promise.reject(new Error('no'))),
      /no/,
    );
    await foreground.whenClear();
  });

  it('holds nothing back for ever', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const endless = task('endless');
    const after = foreground.whenClear().then(() => order.push('after'));
    mock.timers.tick(1_000);
    await after;
    assert.deepEqual(order, ['after']);
    endless.letGo();
    await endless.done;
  });
});

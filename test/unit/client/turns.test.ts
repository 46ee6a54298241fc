import assert from 'node:assert/strict';
import { inTurns } from '../../../client/src/turns';

/** A clock that parts move on, and the turns that others get. */
class Desk {
  nowMs = 0;
  readonly heard: string[] = [];
  private isOpen = true;

  /** Someone else who waits in every turn. */
  constructor() {
    const other = (): void => {
      if (!this.isOpen) return;
      this.heard.push('other');
      setImmediate(other);
    };
    setImmediate(other);
  }

  close(): void {
    this.isOpen = false;
  }

  *parts(costsMs: readonly number[]): Generator<string> {
    for (const [index, ms] of costsMs.entries()) {
      this.nowMs += ms;
      yield `part ${index}`;
    }
  }

  make(costsMs: readonly number[], signal?: AbortSignal): Promise<void> {
    const take = (part: string): number => this.heard.push(part);
    return inTurns(this.parts(costsMs), take, signal, () => this.nowMs);
  }
}

describe('inTurns', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.close());

  it('makes the first parts at once, and what takes little in one turn', async () => {
    const made = desk.make([0.5, 0.5, 0.5]);
    assert.deepEqual(desk.heard, ['part 0', 'part 1', 'part 2']);
    await made;
  });

  it('lets others have a turn once two milliseconds are spent', async () => {
    await desk.make([1, 1, 1, 7, 1]);
    assert.deepEqual(desk.heard.slice(0, 2), ['part 0', 'part 1']);
    assert.ok(desk.heard.slice(2, desk.heard.indexOf('part 2')).includes('other'));
    assert.equal(desk.heard.indexOf('part 3'), desk.heard.indexOf('part 2') + 1);
    assert.ok(desk.heard.slice(desk.heard.indexOf('part 3'), desk.heard.indexOf('part 4')).includes('other'));
  });

  it('makes nothing more once it is told to end between two turns', async () => {
    const ending = new AbortController();
    const made = desk.make([3, 3, 3], ending.signal);
    ending.abort();
    await made;
    assert.deepEqual(
      desk.heard.filter((entry) => entry !== 'other'),
      ['part 0'],
    );
  });

  it('hands on what goes wrong, also in a later turn', async () => {
    function* parts(): Generator<string> {
      desk.nowMs += 3;
      yield 'part';
      throw new Error('no such view');
    }
    const taken: string[] = [];
    await assert.rejects(
      inTurns(
        parts(),
        (part) => taken.push(part),
        undefined,
        () => desk.nowMs,
      ),
      /no such view/,
    );
    assert.deepEqual(taken, ['part']);
  });
});

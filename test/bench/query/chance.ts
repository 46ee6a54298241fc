/** Numbers that look like chance and are the same in every run. */
export class Chance {
  constructor(private state: number) {}

  /** The next number from 0 up to but not including 1 (mulberry32, public domain, Tommy Ettinger). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An item of a list, each as likely as any other. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** An item of a list, those at its beginning far more often, as words come in texts. */
  pickEarly<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() ** SKEW * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }
}

/** With 3 the first hundredth of a list is picked in about a fifth of all cases. */
const SKEW = 3;

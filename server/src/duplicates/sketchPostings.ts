import { mix, NAMED_VALUES, SKETCH_VALUES } from '../chunking/tokens/sketch';

/** Entries of one value that are looked at, latest first: what more pieces share is the habit of a language. */
const MAX_CHAIN = 256;

/** Rows to begin with; doubled as they are filled. */
const FIRST_ROWS = 1024;

/** What two sketches have in common. */
export interface SharedValues {
  row: number;
  named: number;
  blind: number;
}

/**
 * Rows of sketches, found by their values. Each value of a row is an entry of a hash table in flat arrays: 4 bytes an entry besides the
 * sketch itself.
 */
export class SketchPostings {
  private sketches = new Uint32Array(FIRST_ROWS * SKETCH_VALUES);
  private nexts = new Int32Array(FIRST_ROWS * SKETCH_VALUES);
  private heads = new Int32Array(FIRST_ROWS * SKETCH_VALUES).fill(-1);
  private removed = new Uint8Array(FIRST_ROWS);
  private namedShared = new Uint8Array(FIRST_ROWS);
  private blindShared = new Uint8Array(FIRST_ROWS);
  private count = 0;

  /** Rows that were added, removed ones among them. */
  get size(): number {
    return this.count;
  }

  /** @returns the number of the row */
  add(sketch: Uint32Array): number {
    if (this.count === this.removed.length) this.grow();
    const row = this.count++;
    this.sketches.set(sketch, row * SKETCH_VALUES);
    this.link(row);
    return row;
  }

  remove(row: number): void {
    this.removed[row] = 1;
  }

  /** Rows that share at least so many values with a row. */
  sharing(row: number, least: number): SharedValues[] {
    const { namedShared, blindShared } = this;
    const touched: number[] = [];
    for (let band = 0; band < SKETCH_VALUES; band++) {
      const value = this.sketches[row * SKETCH_VALUES + band] as number;
      const counts = band < NAMED_VALUES ? namedShared : blindShared;
      let entry = this.heads[this.bucket(value, band)] as number;
      for (let looked = 0; entry >= 0 && looked < MAX_CHAIN; looked++, entry = this.nexts[entry] as number) {
        const other = Math.floor(entry / SKETCH_VALUES);
        if (other === row || entry % SKETCH_VALUES !== band || this.sketches[entry] !== value) continue;
        if (this.removed[other] === 1) continue;
        if (namedShared[other] === 0 && blindShared[other] === 0) touched.push(other);
        counts[other] = (counts[other] as number) + 1;
      }
    }
    const found: SharedValues[] = [];
    for (const other of touched) {
      const named = namedShared[other] as number;
      const blind = blindShared[other] as number;
      if (named + blind >= least) found.push({ row: other, named, blind });
      namedShared[other] = 0;
      blindShared[other] = 0;
    }
    return found;
  }

  private bucket(value: number, band: number): number {
    return mix(value + band * 0x9e37_79b9) & (this.heads.length - 1);
  }

  private link(row: number): void {
    for (let band = 0; band < SKETCH_VALUES; band++) {
      const entry = row * SKETCH_VALUES + band;
      const bucket = this.bucket(this.sketches[entry] as number, band);
      this.nexts[entry] = this.heads[bucket] as number;
      this.heads[bucket] = entry;
    }
  }

  private grow(): void {
    const rows = this.removed.length * 2;
    const sketches = new Uint32Array(rows * SKETCH_VALUES);
    sketches.set(this.sketches);
    const removed = new Uint8Array(rows);
    removed.set(this.removed);
    this.sketches = sketches;
    this.removed = removed;
    this.nexts = new Int32Array(rows * SKETCH_VALUES);
    this.heads = new Int32Array(rows * SKETCH_VALUES).fill(-1);
    this.namedShared = new Uint8Array(rows);
    this.blindShared = new Uint8Array(rows);
    for (let row = 0; row < this.count; row++) this.link(row);
  }
}

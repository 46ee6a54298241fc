import { MAX_USES } from './segmentRecord';

/** Where a record stands. */
export interface RecordPlace {
  /** Number of its segment, from 1. */
  segment: number;
  at: number;
  length: number;
}

/** An empty slot, and one that was emptied: a search must go on behind the latter. */
const EMPTY = 0;
const REMOVED = 0xffff_ffff;

const FIRST_SLOTS = 1_024;

/** Fuller tables make long searches. */
const MAX_LOAD = 0.65;

/** Set in the uses of an entry that was used since they were last written down. */
const NEWS = 0x80;

/**
 * Where each key's record is: an open hash table in flat arrays, 21 bytes a slot, 32 to 65 bytes an entry, where a Map of
 * objects takes 150. A key is told by 64 bits of its hash: the record has the whole key, which its reader compares.
 */
export class SegmentIndex {
  private prints = new Uint32Array(2 * FIRST_SLOTS);
  private segments = new Uint32Array(FIRST_SLOTS);
  private places = new Uint32Array(2 * FIRST_SLOTS);
  private uses = new Uint8Array(FIRST_SLOTS);
  private used = 0;
  private live = 0;

  get entries(): number {
    return this.live;
  }

  get(print: KeyPrint): RecordPlace | undefined {
    const slot = this.find(print);
    return slot < 0 ? undefined : this.placeAt(slot);
  }

  /** Notes where a key's record is, and answers the segment that had it before. */
  set(print: KeyPrint, { segment, at, length }: RecordPlace, uses: number): number | undefined {
    if (this.used + 1 > MAX_LOAD * this.segments.length) this.resize();
    const known = this.find(print);
    const slot = known < 0 ? this.freeSlot(print) : known;
    const before = known < 0 ? undefined : this.segments[slot];
    if (known < 0) {
      if (this.segments[slot] === EMPTY) this.used++;
      this.live++;
      this.prints[2 * slot] = print.high;
      this.prints[2 * slot + 1] = print.low;
      this.uses[slot] = 0;
    }
    this.segments[slot] = segment;
    this.places[2 * slot] = at;
    this.places[2 * slot + 1] = length;
    this.raiseUses(slot, uses);
    return before;
  }

  /** Forgets a key, unless it has moved to another place meanwhile. */
  remove(print: KeyPrint, place: RecordPlace): boolean {
    const slot = this.find(print);
    if (slot < 0 || this.segments[slot] !== place.segment || this.places[2 * slot] !== place.at) return false;
    this.empty(slot);
    return true;
  }

  removeSegment(segment: number): void {
    for (let slot = 0; slot < this.segments.length; slot++)
      if (this.segments[slot] === segment) this.empty(slot);
  }

  noteUse(print: KeyPrint): void {
    const slot = this.find(print);
    if (slot >= 0) this.uses[slot] = NEWS | Math.min(MAX_USES, this.usesAt(slot) + 1);
  }

  usesOf(print: KeyPrint): number {
    const slot = this.find(print);
    return slot < 0 ? 0 : this.usesAt(slot);
  }

  /** Takes in what was written down by this process or another one. */
  learnUses(print: KeyPrint, uses: number): void {
    const slot = this.find(print);
    if (slot >= 0) this.raiseUses(slot, uses);
  }

  /** The entries used since the last time they were asked for, at most so many. */
  takeNews(atMost: number): { print: KeyPrint; uses: number }[] {
    const news: { print: KeyPrint; uses: number }[] = [];
    for (let slot = 0; slot < this.uses.length && news.length < atMost; slot++) {
      if (!this.isLive(slot) || ((this.uses[slot] as number) & NEWS) === 0) continue;
      this.uses[slot] = this.usesAt(slot);
      news.push({ print: this.printAt(slot), uses: this.usesAt(slot) });
    }
    return news;
  }

  /** Sum of the uses of each segment's entries. */
  usesBySegment(): Map<number, number> {
    const sums = new Map<number, number>();
    for (let slot = 0; slot < this.segments.length; slot++) {
      const segment = this.segments[slot] as number;
      if (this.isLive(slot) && this.usesAt(slot) > 0)
        sums.set(segment, (sums.get(segment) ?? 0) + this.usesAt(slot));
    }
    return sums;
  }

  /** Places of the most used records, as many as fit; those never used are left out. */
  mostUsed(maxBytes: number): RecordPlace[] {
    const byUses: number[][] = Array.from({ length: MAX_USES + 1 }, () => []);
    for (let slot = 0; slot < this.segments.length; slot++)
      if (this.isLive(slot) && this.usesAt(slot) > 0) byUses[this.usesAt(slot)]?.push(slot);
    const places: RecordPlace[] = [];
    let bytes = 0;
    for (const slots of byUses.reverse())
      for (const slot of slots) {
        const place = this.placeAt(slot);
        bytes += place.length;
        if (bytes > maxBytes) return places;
        places.push(place);
      }
    return places;
  }

  private placeAt(slot: number): RecordPlace {
    return {
      segment: this.segments[slot] as number,
      at: this.places[2 * slot] as number,
      length: this.places[2 * slot + 1] as number,
    };
  }

  private printAt(slot: number): KeyPrint {
    return { high: this.prints[2 * slot] as number, low: this.prints[2 * slot + 1] as number };
  }

  private usesAt(slot: number): number {
    return (this.uses[slot] as number) & MAX_USES;
  }

  private raiseUses(slot: number, uses: number): void {
    if (uses > this.usesAt(slot)) this.uses[slot] = ((this.uses[slot] as number) & NEWS) | uses;
  }

  private isLive(slot: number): boolean {
    return this.segments[slot] !== EMPTY && this.segments[slot] !== REMOVED;
  }

  private empty(slot: number): void {
    this.segments[slot] = REMOVED;
    this.live--;
  }

  private find({ high, low }: KeyPrint): number {
    const mask = this.segments.length - 1;
    for (let slot = low & mask; this.segments[slot] !== EMPTY; slot = (slot + 1) & mask)
      if (
        this.prints[2 * slot] === high &&
        this.prints[2 * slot + 1] === low &&
        this.segments[slot] !== REMOVED
      )
        return slot;
    return -1;
  }

  private freeSlot({ low }: KeyPrint): number {
    const mask = this.segments.length - 1;
    let slot = low & mask;
    while (this.isLive(slot)) slot = (slot + 1) & mask;
    return slot;
  }

  /** Makes room for twice the entries that there are, and forgets emptied slots. */
  private resize(): void {
    const { prints, segments, places, uses } = this;
    let slots = FIRST_SLOTS;
    while (this.live + 1 > (MAX_LOAD / 2) * slots) slots *= 2;
    this.prints = new Uint32Array(2 * slots);
    this.segments = new Uint32Array(slots);
    this.places = new Uint32Array(2 * slots);
    this.uses = new Uint8Array(slots);
    this.used = this.live;
    for (let from = 0; from < segments.length; from++) {
      const segment = segments[from] as number;
      if (segment === EMPTY || segment === REMOVED) continue;
      const print = { high: prints[2 * from] as number, low: prints[2 * from + 1] as number };
      const to = this.freeSlot(print);
      this.prints[2 * to] = print.high;
      this.prints[2 * to + 1] = print.low;
      this.segments[to] = segment;
      this.places[2 * to] = places[2 * from] as number;
      this.places[2 * to + 1] = places[2 * from + 1] as number;
      this.uses[to] = uses[from] as number;
    }
  }
}

/** 64 bits of a key's hash. */
export interface KeyPrint {
  high: number;
  low: number;
}

/** {@link printOf} of a key that stands in a buffer as ASCII. */
export function printOfBytes(source: Uint8Array, start: number, end: number): KeyPrint {
  let high = FIRST_HIGH;
  let low = FIRST_LOW;
  for (let i = start; i < end; i++) {
    const code = source[i] as number;
    high = Math.imul(high ^ code, PRIME_HIGH);
    low = Math.imul(low ^ code, PRIME_LOW);
  }
  return { high: mixed(high), low: mixed(low) };
}

const FIRST_HIGH = 0x811c_9dc5;
const FIRST_LOW = 0x9e37_79b9;
const PRIME_HIGH = 0x0100_0193;
const PRIME_LOW = 0x0100_01b3;

/** FNV-1a with two beginnings, each mixed once more (the finaliser of MurmurHash3): the places of a table need even bits. */
export function printOf(key: string): KeyPrint {
  let high = FIRST_HIGH;
  let low = FIRST_LOW;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    high = Math.imul(high ^ code, PRIME_HIGH);
    low = Math.imul(low ^ code, PRIME_LOW);
  }
  return { high: mixed(high), low: mixed(low) };
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

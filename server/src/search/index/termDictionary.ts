/** A bucket of the table without a word. */
const FREE = -1;

const FIRST_WORDS = 1_024;
const FIRST_BYTES = 16_384;

/** Buckets for each word: with half of them free, a look-up meets few others. */
const BUCKETS_PER_WORD = 2;

const SPACE = 0x20;

/** FNV-1a, 32 bits: offset basis and prime. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;

/**
 * Numbers words from 0 in the order of their coming. Words are UTF-8: those of a folder are read from the store by the million, and making a
 * text of each would take longer than all the rest of opening it. About 30 bytes a word.
 */
export class TermDictionary {
  private bytes = new Uint8Array(FIRST_BYTES);
  /** By id, where its bytes begin; one more at the end. */
  private starts = new Uint32Array(FIRST_WORDS + 1);
  private hashes = new Uint32Array(FIRST_WORDS);
  /** Ids by hash, open addressing. */
  private buckets = new Int32Array(FIRST_WORDS * BUCKETS_PER_WORD).fill(FREE);
  private words = 0;

  get size(): number {
    return this.words;
  }

  /**
   * The ids of words, new ones among them.
   * @param text UTF-8, separated by single spaces; the words of no bytes are none
   * @param visit is called with each in turn
   */
  addAll(text: Uint8Array, visit: (id: number) => void): void {
    let from = 0;
    let hash = HASH_START;
    const { length } = text;
    for (let at = 0; at < length; at++) {
      const byte = text[at] as number;
      if (byte !== SPACE) hash = Math.imul(hash ^ byte, HASH_FACTOR);
      else {
        visit(this.idOf(text, from, at, hash >>> 0));
        from = at + 1;
        hash = HASH_START;
      }
    }
    if (length > 0) visit(this.idOf(text, from, length, hash >>> 0));
  }

  /** The id of a word; -1 when it has none. */
  find(word: string): number {
    const text = Buffer.from(word, 'utf8');
    let hash = HASH_START;
    for (const byte of text) hash = Math.imul(hash ^ byte, HASH_FACTOR);
    return this.buckets[this.bucketOf(text, 0, text.length, hash >>> 0)] as number;
  }

  /** Forgets words and numbers the others anew, in their order. */
  keepOnly(keeps: (id: number) => boolean): void {
    const before = { bytes: this.bytes, starts: this.starts, hashes: this.hashes, words: this.words };
    Object.assign(this, new TermDictionary());
    for (let id = 0; id < before.words; id++) {
      if (!keeps(id)) continue;
      const from = before.starts[id] as number;
      this.idOf(before.bytes, from, before.starts[id + 1] as number, before.hashes[id] as number);
    }
  }

  private idOf(text: Uint8Array, from: number, to: number, hash: number): number {
    const bucket = this.bucketOf(text, from, to, hash);
    const known = this.buckets[bucket] as number;
    if (known !== FREE) return known;
    const id = this.words++;
    this.buckets[bucket] = id;
    this.reserve(id + 1, (this.starts[id] as number) + to - from);
    let end = this.starts[id] as number;
    for (let at = from; at < to; at++) this.bytes[end++] = text[at] as number;
    this.starts[id + 1] = end;
    this.hashes[id] = hash;
    if (this.words * BUCKETS_PER_WORD > this.buckets.length) this.rehash();
    return id;
  }

  /** Where the word stands in the table, or would. */
  private bucketOf(text: Uint8Array, from: number, to: number, hash: number): number {
    const { buckets, hashes } = this;
    const mask = buckets.length - 1;
    for (let bucket = hash & mask; ; bucket = (bucket + 1) & mask) {
      const id = buckets[bucket] as number;
      if (id === FREE || (hashes[id] === hash && this.equals(id, text, from, to))) return bucket;
    }
  }

  private equals(id: number, text: Uint8Array, from: number, to: number): boolean {
    const { bytes, starts } = this;
    const start = starts[id] as number;
    if ((starts[id + 1] as number) - start !== to - from) return false;
    for (let at = from, own = start; at < to; at++, own++) if (text[at] !== bytes[own]) return false;
    return true;
  }

  private reserve(words: number, bytes: number): void {
    if (words > this.hashes.length) {
      this.hashes = grown(this.hashes, new Uint32Array(2 * words));
      this.starts = grown(this.starts, new Uint32Array(2 * words + 1));
    }
    if (bytes > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(2 * bytes));
  }

  private rehash(): void {
    const buckets = new Int32Array(2 * this.buckets.length).fill(FREE);
    const mask = buckets.length - 1;
    for (let id = 0; id < this.words; id++) {
      let bucket = (this.hashes[id] as number) & mask;
      while (buckets[bucket] !== FREE) bucket = (bucket + 1) & mask;
      buckets[bucket] = id;
    }
    this.buckets = buckets;
  }
}

function grown<T extends Uint8Array | Uint32Array>(before: T, room: T): T {
  room.set(before);
  return room;
}

import { MAX_TERM_CHARS, splitWord } from './searchTerms';

const NONE = -1;

const NO_IDS: readonly number[] = [];
const FIRST_SLOTS = 1 << 12;

/** Slots for a word; with fewer, words are looked for in each other's places. */
const SLOTS_PER_WORD = 2;

/**
 * Numbers for the terms of words, so that they are counted in arrays. Words are looked up where they stand in a text, by a hash that is made on the
 * way: to cut each out and have it hashed as a string took most of the time that counting takes.
 */
export class TermTable {
  /** Open addressing: the number of the word, or {@link NONE}. */
  private slots = new Int32Array(FIRST_SLOTS).fill(NONE);
  private readonly words: string[] = [];
  private readonly hashes: number[] = [];
  private readonly ids: (readonly number[])[] = [];
  private readonly idOfTerm = new Map<string, number>();
  private readonly terms: string[] = [];

  /** Words that are known; a caller clears the table when they are too many. */
  get knownWords(): number {
    return this.words.length;
  }

  /** Terms that have a number: those below this. */
  get size(): number {
    return this.terms.length;
  }

  /**
   * The numbers of the terms of a word, in their order; see `termsOf`.
   * @param hash of the word's letters, as `WordPlaces` tells it
   */
  idsAt(text: string, start: number, end: number, hash: number): readonly number[] {
    // Data has no terms, and is not worth being kept to know that.
    if (end - start > MAX_TERM_CHARS) return NO_IDS;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let word = this.slots[slot] ?? NONE; word !== NONE; word = this.slots[slot] ?? NONE) {
      if (this.hashes[word] === hash && this.isAt(word, text, start, end)) return this.ids[word] ?? NO_IDS;
      slot = (slot + 1) & mask;
    }
    return this.learn(copyOf(text.slice(start, end)), hash, slot);
  }

  /** @param id of {@link idsAt} since the table was last cleared */
  term(id: number): string {
    return this.terms[id] ?? '';
  }

  clear(): void {
    this.slots = new Int32Array(FIRST_SLOTS).fill(NONE);
    for (const list of [this.words, this.hashes, this.ids, this.terms]) list.length = 0;
    this.idOfTerm.clear();
  }

  private isAt(word: number, text: string, start: number, end: number): boolean {
    const letters = this.words[word] ?? '';
    if (letters.length !== end - start) return false;
    for (let at = 0; at < letters.length; at++)
      if (letters.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
    return true;
  }

  private learn(word: string, hash: number, slot: number): readonly number[] {
    const ids = splitWord(word).map((term) => this.idOf(term));
    this.slots[slot] = this.words.length;
    this.words.push(word);
    this.hashes.push(hash);
    this.ids.push(ids);
    if (this.words.length * SLOTS_PER_WORD > this.slots.length) this.grow();
    return ids;
  }

  private grow(): void {
    this.slots = new Int32Array(2 * this.slots.length).fill(NONE);
    const mask = this.slots.length - 1;
    for (const [word, hash] of this.hashes.entries()) {
      let slot = hash & mask;
      while (this.slots[slot] !== NONE) slot = (slot + 1) & mask;
      this.slots[slot] = word;
    }
  }

  private idOf(term: string): number {
    const known = this.idOfTerm.get(term);
    if (known !== undefined) return known;
    this.idOfTerm.set(term, this.terms.length);
    return this.terms.push(term) - 1;
  }
}

/** A string of its own: what is cut out of a text keeps all of the text in memory. */
function copyOf(word: string): string {
  return Buffer.from(word, 'utf8').toString('utf8');
}

import assert from 'node:assert/strict';
import {
  countOf,
  type DocumentTerms,
  Field,
  fieldsOf,
  packed,
  TermIndex,
} from '../../../../server/src/search/index/termIndex';
import { seededRandom } from '../seededRandom';

const TERMS = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  '',
  'é',
  '日本',
  'a',
  'b',
  'c',
  'd',
  'e',
];

type Posting = [slot: number, value: number];

function postings(index: TermIndex, term: string): Posting[] {
  const found: Posting[] = [];
  index.forEach(term, (slot, value) => found.push([slot, value]));
  return found;
}

/** What an index over the documents has to answer, by looking at each. */
function scanned(documents: readonly (DocumentTerms | undefined)[], term: string): Posting[] {
  return documents.flatMap((document, slot) => {
    const value = document?.get(term);
    return value === undefined ? [] : [[slot, value] as Posting];
  });
}

function documentsBy(random: (below: number) => number, count: number): DocumentTerms[] {
  return Array.from({ length: count }, () => {
    const document = new Map<string, number>();
    for (let words = random(8); words > 0; words--)
      document.set(TERMS[random(TERMS.length)] ?? '', packed(1 + random(300), random(16)));
    return document;
  });
}

/** Appends in batches of up to so many documents. */
function appendBatches(
  index: TermIndex,
  documents: readonly DocumentTerms[],
  random: (below: number) => number,
  most: number,
): void {
  for (let at = 0; at < documents.length;) {
    const size = random(most + 1);
    index.append(at, documents.slice(at, at + size));
    at += size;
  }
}

function assertSame(index: TermIndex, documents: readonly (DocumentTerms | undefined)[]): void {
  for (const term of TERMS) {
    const expected = scanned(documents, term);
    assert.deepEqual(postings(index, term), expected, `“${term}”`);
    assert.equal(index.count(term), expected.length, `“${term}”`);
  }
}

describe('packed', () => {
  it('keeps a count and the fields apart', () => {
    const value = packed(7, Field.name | Field.doc);
    assert.equal(countOf(value), 7);
    assert.equal(fieldsOf(value), Field.name | Field.doc);
  });

  it('caps the count and never spills into the fields', () => {
    for (const count of [255, 256, 4_096, 1e9]) {
      assert.equal(countOf(packed(count, Field.container)), 255);
      assert.equal(fieldsOf(packed(count, Field.container)), Field.container);
    }
  });

  it('fits in what a posting has room for, with every field', () => {
    const index = new TermIndex();
    const every = Field.name | Field.container | Field.signature | Field.doc;
    index.append(0, [new Map([['a', packed(255, every)]])]);
    assert.deepEqual(postings(index, 'a'), [[0, packed(255, every)]]);
  });
});

describe('TermIndex', () => {
  it('is empty at first', () => {
    for (const term of TERMS) assert.deepEqual(postings(new TermIndex(), term), []);
  });

  it('knows only the terms that it was given, whatever they are called', () => {
    const index = new TermIndex();
    index.append(0, [new Map([['__proto__', packed(1, 0)]]), new Map([['constructor', packed(2, 0)]])]);
    assert.deepEqual(postings(index, '__proto__'), [[0, packed(1, 0)]]);
    assert.deepEqual(postings(index, 'constructor'), [[1, packed(2, 0)]]);
    assert.deepEqual(postings(index, 'toString'), []);
  });

  it('counts documents without a term', () => {
    const index = new TermIndex();
    index.append(0, [new Map(), new Map()]);
    index.append(2, []);
    index.append(2, [new Map([['a', packed(1, 0)]])]);
    assert.deepEqual(postings(index, 'a'), [[2, packed(1, 0)]]);
  });

  it('answers alike however the documents were handed over', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 30; round++) {
      const documents = documentsBy(random, 1 + random(200));
      const whole = new TermIndex();
      whole.append(0, documents);
      assertSame(whole, documents);
      for (const most of [1, 3, 40]) {
        const piecewise = new TermIndex();
        appendBatches(piecewise, documents, random, most);
        assertSame(piecewise, documents);
      }
    }
  });

  it('calls back in ascending order of documents', () => {
    const index = new TermIndex();
    for (let slot = 0; slot < 100; slot++) index.append(slot, [new Map([['a', packed(1, 0)]])]);
    assert.deepEqual(
      postings(index, 'a').map(([slot]) => slot),
      Array.from({ length: 100 }, (_, slot) => slot),
    );
  });

  it('drops and renumbers documents, and takes more after that', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 30; round++) {
      const documents = documentsBy(random, 1 + random(150));
      const index = new TermIndex();
      appendBatches(index, documents, random, 20);
      let kept = 0;
      const newSlot = Int32Array.from(documents, () => (random(3) === 0 ? -1 : kept++));
      index.keepOnly(newSlot);
      const left = documents.filter((_, slot) => (newSlot[slot] ?? -1) >= 0);
      assertSame(index, left);
      const more = documentsBy(random, 10);
      index.append(left.length, more);
      assertSame(index, [...left, ...more]);
    }
  });

  it('is empty when no document is kept, and when it was cleared', () => {
    const index = new TermIndex();
    const document = new Map([['a', packed(1, 0)]]);
    index.append(0, [document, document]);
    index.keepOnly(Int32Array.of(-1, -1));
    assert.deepEqual(postings(index, 'a'), []);
    index.append(0, [document]);
    assert.deepEqual(postings(index, 'a'), [[0, packed(1, 0)]]);
    index.clear();
    assert.deepEqual(postings(index, 'a'), []);
    index.append(0, [document]);
    assert.deepEqual(postings(index, 'a'), [[0, packed(1, 0)]]);
  });
});

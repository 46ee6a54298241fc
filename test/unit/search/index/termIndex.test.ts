import assert from 'node:assert/strict';
import { Field, termValue } from '../../../../server/src/chunking/termValue';
import { type DocumentTerms, TermIndex } from '../../../../server/src/search/index/termIndex';
import { seededRandom } from '../../seededRandom';

const TERMS = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'aWordThatIsLongerThanTheLongestCopy',
  'é',
  '日本',
  'a',
  'b',
  'c',
  'd',
  'e',
];

type Words = ReadonlyMap<string, number>;

/** The words of a document as an index takes them. */
function documentOf(words: Words): DocumentTerms {
  return {
    terms: new TextEncoder().encode([...words.keys()].join(' ')),
    values: Uint16Array.from(words.values()),
  };
}

type Posting = [slot: number, value: number];

function postings(index: TermIndex, term: string): Posting[] {
  const found: Posting[] = [];
  index.forEach(term, (slot, value) => found.push([slot, value]));
  return found;
}

/** What an index over the documents has to answer, by looking at each. */
function scanned(documents: readonly Words[], term: string): Posting[] {
  return documents.flatMap((document, slot) => {
    const value = document.get(term);
    return value === undefined ? [] : [[slot, value] as Posting];
  });
}

function documentsBy(random: (below: number) => number, count: number): Words[] {
  return Array.from({ length: count }, () => {
    const document = new Map<string, number>();
    for (let words = random(8); words > 0; words--)
      document.set(TERMS[random(TERMS.length)] ?? 'a', termValue(1 + random(300), random(16)));
    return document;
  });
}

function append(index: TermIndex, first: number, documents: readonly Words[]): void {
  index.append(first, documents.map(documentOf));
}

/** Appends in batches of up to so many documents. */
function appendBatches(
  index: TermIndex,
  documents: readonly Words[],
  random: (below: number) => number,
  most: number,
): void {
  for (let at = 0; at < documents.length;) {
    const size = random(most + 1);
    append(index, at, documents.slice(at, at + size));
    at += size;
  }
}

function assertSame(index: TermIndex, documents: readonly Words[]): void {
  for (const term of TERMS) {
    const expected = scanned(documents, term);
    assert.deepEqual(postings(index, term), expected, `“${term}”`);
    assert.equal(index.count(term), expected.length, `“${term}”`);
  }
}

describe('TermIndex', () => {
  it('is empty at first', () => {
    for (const term of TERMS) assert.deepEqual(postings(new TermIndex(), term), []);
  });

  it('knows only the terms that it was given, whatever they are called', () => {
    const index = new TermIndex();
    append(index, 0, [
      new Map([['__proto__', termValue(1, 0)]]),
      new Map([['constructor', termValue(2, 0)]]),
    ]);
    assert.deepEqual(postings(index, '__proto__'), [[0, termValue(1, 0)]]);
    assert.deepEqual(postings(index, 'constructor'), [[1, termValue(2, 0)]]);
    assert.deepEqual(postings(index, 'toString'), []);
  });

  it('keeps a value whole, with every field', () => {
    const index = new TermIndex();
    const every = termValue(255, Field.name | Field.container | Field.signature | Field.doc);
    append(index, 0, [new Map([['a', every]])]);
    assert.deepEqual(postings(index, 'a'), [[0, every]]);
  });

  it('tells more words apart than fit in 16 bits', () => {
    const index = new TermIndex();
    const words = (from: number): Words =>
      new Map(Array.from({ length: 40_000 }, (_, i) => [`w${from + i}`, 17]));
    append(index, 0, [words(0), words(40_000)]);
    append(index, 2, [words(20_000)]);
    assert.deepEqual(postings(index, 'w0'), [[0, 17]]);
    assert.deepEqual(postings(index, 'w65536'), [[1, 17]]);
    assert.deepEqual(postings(index, 'w30000'), [
      [0, 17],
      [2, 17],
    ]);
    index.keepOnly(Int32Array.of(-1, 0, -1));
    assert.deepEqual(postings(index, 'w65536'), [[0, 17]]);
    assert.deepEqual(postings(index, 'w0'), []);
  });

  it('counts documents without a term', () => {
    const index = new TermIndex();
    append(index, 0, [new Map(), new Map()]);
    append(index, 2, []);
    append(index, 2, [new Map([['a', termValue(1, 0)]])]);
    assert.deepEqual(postings(index, 'a'), [[2, termValue(1, 0)]]);
  });

  it('answers alike however the documents were handed over', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 30; round++) {
      const documents = documentsBy(random, 1 + random(200));
      const whole = new TermIndex();
      append(whole, 0, documents);
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
    for (let slot = 0; slot < 100; slot++) append(index, slot, [new Map([['a', termValue(1, 0)]])]);
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
      append(index, left.length, more);
      assertSame(index, [...left, ...more]);
    }
  });

  it('is empty when no document is kept, and when it was cleared', () => {
    const index = new TermIndex();
    const document = new Map([['a', termValue(1, 0)]]);
    append(index, 0, [document, document]);
    index.keepOnly(Int32Array.of(-1, -1));
    assert.deepEqual(postings(index, 'a'), []);
    append(index, 0, [document]);
    assert.deepEqual(postings(index, 'a'), [[0, termValue(1, 0)]]);
    index.clear();
    assert.deepEqual(postings(index, 'a'), []);
    append(index, 0, [document]);
    assert.deepEqual(postings(index, 'a'), [[0, termValue(1, 0)]]);
  });
});

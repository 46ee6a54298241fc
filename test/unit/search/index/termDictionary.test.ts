import assert from 'node:assert/strict';
import { TermDictionary } from '../../../../server/src/search/index/termDictionary';
import { seededRandom } from '../../seededRandom';

const utf8 = new TextEncoder();

function idsOf(dictionary: TermDictionary, text: string): number[] {
  const ids: number[] = [];
  dictionary.addAll(utf8.encode(text), (id) => ids.push(id));
  return ids;
}

describe('TermDictionary', () => {
  it('numbers words in the order of their coming and knows them again', () => {
    const dictionary = new TermDictionary();
    assert.deepEqual(idsOf(dictionary, 'load save größe 日本'), [0, 1, 2, 3]);
    assert.deepEqual(idsOf(dictionary, 'save __proto__ load'), [1, 4, 0]);
    assert.equal(dictionary.size, 5);
    assert.equal(dictionary.find('größe'), 2);
    assert.equal(dictionary.find('__proto__'), 4);
  });

  it('has no word that was not given, be it the beginning of one or none at all', () => {
    const dictionary = new TermDictionary();
    assert.deepEqual(idsOf(dictionary, ''), []);
    idsOf(dictionary, 'loading');
    for (const word of ['load', 'loadings', '', 'constructor']) assert.equal(dictionary.find(word), -1, word);
  });

  it('reads words that are a view on more', () => {
    const dictionary = new TermDictionary();
    const ids: number[] = [];
    dictionary.addAll(utf8.encode('xx one two yy').subarray(3, 10), (id) => ids.push(id));
    assert.deepEqual(ids, [0, 1]);
    assert.deepEqual([dictionary.find('one'), dictionary.find('two'), dictionary.find('xx')], [0, 1, -1]);
  });

  it('tells apart words whose hashes are equal', () => {
    const [one, other] = collision();
    const dictionary = new TermDictionary();
    assert.deepEqual(idsOf(dictionary, `${one} ${other} ${one}`), [0, 1, 0]);
    assert.deepEqual([dictionary.find(one), dictionary.find(other)], [0, 1]);
  });

  it('answers as a map does, for more words than it had room for at first', () => {
    const random = seededRandom(5);
    const dictionary = new TermDictionary();
    const map = new Map<string, number>();
    for (let text = 0; text < 300; text++) {
      const words = Array.from({ length: random(60) }, () => `w${random(30_000).toString(36)}`);
      for (const word of words) if (!map.has(word)) map.set(word, map.size);
      assert.deepEqual(
        idsOf(dictionary, words.join(' ')),
        words.map((word) => map.get(word)),
      );
    }
    assert.equal(dictionary.size, map.size);
    for (const [word, id] of map) assert.equal(dictionary.find(word), id);
  });

  it('numbers what it keeps anew, in the old order, and takes more after that', () => {
    const dictionary = new TermDictionary();
    const words = Array.from({ length: 5_000 }, (_, at) => `word${at}`);
    idsOf(dictionary, words.join(' '));
    dictionary.keepOnly((id) => id % 3 === 0);
    const kept = words.filter((_, id) => id % 3 === 0);
    assert.equal(dictionary.size, kept.length);
    assert.deepEqual(
      kept.map((word) => dictionary.find(word)),
      kept.map((_, id) => id),
    );
    assert.equal(dictionary.find('word1'), -1);
    assert.deepEqual(idsOf(dictionary, 'word1'), [kept.length]);
  });
});

/** Two words with one hash: among so many, chance has some. */
function collision(): [one: string, other: string] {
  const seen = new Map<number, string>();
  for (let at = 0; ; at++) {
    const word = `k${at.toString(36)}`;
    let hash = 0x811c9dc5;
    for (const byte of utf8.encode(word)) hash = Math.imul(hash ^ byte, 0x01000193);
    const other = seen.get(hash);
    if (other !== undefined) return [other, word];
    seen.set(hash, word);
  }
}

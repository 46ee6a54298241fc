import assert from 'node:assert/strict';
import { hashOf, WordPlaces } from '../../../server/src/chunking/wordPlaces';

describe('the places of words', () => {
  const places = new WordPlaces();

  function placesOf(text: string): [word: string, hash: number][] {
    places.find(text);
    const { count, starts, ends, hashes } = places;
    return Array.from({ length: count }, (_, at) => [text.slice(starts[at], ends[at]), hashes[at] ?? 0]);
  }

  for (const [name, text, words] of [
    ['in ASCII', 'run(x_1); $y', ['run', 'x_1', '$y']],
    ['at both ends', 'a b', ['a', 'b']],
    ['in any script', 'größe = 日本(x)', ['größe', '日本', 'x']],
    ['nowhere', ' (); ', []],
  ] as const)
    it(`are found ${name}`, () => {
      assert.deepEqual(
        placesOf(text).map(([word]) => word),
        words,
      );
    });

  it('come with a hash of the word, wherever it stands and whatever is around it', () => {
    for (const text of ['load', 'a load b', 'ä load b'])
      assert.equal(new Map(placesOf(text)).get('load'), hashOf('load'), text);
    assert.notEqual(hashOf('ab'), hashOf('ba'));
  });

  it('are as many as the text has, and those of the text before are forgotten', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `word${at}`);
    assert.deepEqual(
      placesOf(many.join(' ')).map(([word]) => word),
      many,
    );
    assert.deepEqual(
      placesOf('a few words').map(([word]) => word),
      ['a', 'few', 'words'],
    );
  });
});

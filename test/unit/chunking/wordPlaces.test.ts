import assert from 'node:assert/strict';
import { forEachPlace, hashOf } from '../../../server/src/chunking/wordPlaces';

describe('the places of words', () => {
  function placesOf(text: string): [word: string, hash: number][] {
    const found: [string, number][] = [];
    forEachPlace(text, (start, end, hash) => found.push([text.slice(start, end), hash]));
    return found;
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
});

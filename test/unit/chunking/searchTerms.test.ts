import assert from 'node:assert/strict';
import { lightStem, placeOf, termsOf } from '../../../server/src/chunking/searchTerms';

describe('search terms', () => {
  const cases: [text: string, terms: string][] = [
    ['parseQuery', 'parsequery parse pars query'],
    ['parse_query', 'parse_query parse pars query'],
    ['HTTPServer', 'httpserver http server serv'],
    ['XMLHttpRequest2', 'xmlhttprequest2 xml http request 2'],
    ['MAX_RETRIES', 'max_retries max retries retry'],
    ['$scope', '$scope scope scop'],
    ['größe', 'größe größ'],
    ['日本', '日本'],
    ['a.b(c)', 'a b c'],
    ['open open', 'open open'],
    ['', ''],
    ['?!(){} 🔑 -- ::', ''],
  ];
  for (const [text, terms] of cases)
    it(`of “${text}” are “${terms}”`, () => {
      assert.equal(termsOf(text).join(' '), terms);
    });

  it('leave out words that are data', () => {
    assert.deepEqual(termsOf(`${'a'.repeat(65)} key`), ['key']);
    assert.equal(termsOf('b'.repeat(64)).length, 1);
  });

  it('are the same again for a word seen before', () => {
    assert.deepEqual(termsOf('loadSettings'), termsOf('loadSettings'));
  });

  it('hold no space, which parts them in the store', () => {
    for (const term of termsOf('a b\tc\nd\u00a0e\u2003f\0g')) assert.match(term, /^\S$/);
  });

  it('of a place are its file’s name twice, its last folders and its enclosing names', () => {
    const terms = termsOf(placeOf({ path: 'far/away/server/src/queryParser.test.ts', enclosing: ['Outer'] }));
    const count = (term: string): number => terms.filter((other) => other === term).length;
    assert.deepEqual(['queryparser', 'server', 'src', 'outer', 'far'].map(count), [2, 1, 1, 1, 0]);
  });
});

describe('light stem', () => {
  const families = [
    ['retry', 'retries'],
    ['parse', 'parses', 'parsed', 'parser', 'parsing', 'parsers'],
    ['stop', 'stops', 'stopped', 'stopping'],
    ['fill', 'fills', 'filled', 'filling'],
    ['box', 'boxes'],
    ['match', 'matches', 'matching'],
    ['cache', 'caches', 'cached', 'caching'],
  ];
  for (const family of families)
    it(`is one for ${family.join(', ')}`, () => {
      assert.equal(new Set(family.map(lightStem)).size, 1, family.map(lightStem).join(' '));
    });

  it('leaves short words and those that only look like plurals', () => {
    for (const word of ['is', 'bus', 'class', 'this', 'red', 'ring', 'status', ''])
      assert.equal(lightStem(word), word);
  });
});

import assert from 'node:assert/strict';
import { analyseQuery, MAX_QUERY_CHARS } from '../../../server/src/search/queryAnalysis';

describe('analyseQuery', () => {
  const kinds: [query: string, kind: string][] = [
    ['parseConfig', 'symbol'],
    ['response', 'symbol'],
    ['snake_case_name', 'symbol'],
    ['Parser.parse', 'symbol'],
    ['std::vector', 'symbol'],
    ['Array#map', 'symbol'],
    ['src/search/ranking.ts', 'path'],
    ['ranking.ts', 'path'],
    ['retry a failed request', 'language'],
    ['how is parseConfig used', 'language'],
    ['/^a.*b$/', 'language'],
  ];
  for (const [query, kind] of kinds)
    it(`takes ${query} for ${kind}`, () => {
      assert.equal(analyseQuery(query).kind, kind);
    });

  it('looks up the last part of a qualified name', () => {
    assert.deepEqual(analyseQuery('http::Client::send').symbols, ['send']);
  });

  it('looks up the identifiers inside a question', () => {
    assert.deepEqual(analyseQuery('where is parseConfig() called').symbols, ['parseConfig']);
  });

  it('drops the words that stand in every file, unless there are no others', () => {
    assert.ok(!analyseQuery('how does the retry work').terms.includes('the'));
    assert.ok(analyseQuery('the').terms.includes('the'));
  });

  it('brings words and their inflections together', () => {
    const { stems } = analyseQuery('retries');
    for (const stem of analyseQuery('retrying').stems) assert.ok(stems.has(stem) || stem === 'retries', stem);
  });

  it('knows a question about tests', () => {
    assert.equal(analyseQuery('test of the parser').wantsTests, true);
    assert.equal(analyseQuery('latest parser').wantsTests, false);
  });

  const odd: [name: string, query: string][] = [
    ['nothing', ''],
    ['white space', ' \t\n '],
    ['one letter', 'a'],
    ['an emoji', '🎉🎊'],
    ['regular-expression characters', ')(*&[{\\"\''],
    ['a lone surrogate', '\ud83d'],
    ['another alphabet', '文字列を解析する'],
    ['pasted code', 'for (let i = 0; i < n; i++) { sum += a[i]; }'],
  ];
  for (const [name, query] of odd)
    it(`bears ${name}`, () => {
      assert.doesNotThrow(() => analyseQuery(query));
    });

  it('has no terms where there is no word', () => {
    assert.deepEqual(analyseQuery(')(*&[{').terms, []);
    assert.deepEqual(analyseQuery('').terms, []);
  });

  it('cuts a pasted page', () => {
    const { text, terms } = analyseQuery(
      'word0 '.repeat(10_000) + Array.from({ length: 500 }, (_, i) => `x${i}y`).join(' '),
    );
    assert.equal(text.length, MAX_QUERY_CHARS);
    assert.ok(terms.length <= 64);
  });
});

import assert from 'node:assert/strict';
import { lightStem, termsOf } from '../../../server/src/chunking/searchTerms';
import { findWords } from '../../../server/src/search/wordSpans';

/** The text with the words found in brackets, to be read at a glance. */
function bracketed(text: string, ...words: string[]): string {
  const lines = text.split('\n');
  for (const { line, start, end } of findWords(text, new Set(words.map(lightStem))).reverse()) {
    const source = lines[line - 1] ?? '';
    lines[line - 1] = `${source.slice(0, start)}[${source.slice(start, end)}]${source.slice(end)}`;
  }
  return lines.join('\n');
}

describe('findWords', () => {
  const cases: [string, string, string[]][] = [
    ['a word', 'wait, then [retry].', ['retry']],
    ['any case of it', '[RETRY] [Retry]', ['retry']],
    ['a word of the same stem', '[retries] [retrying] [retry] tried', ['retry']],
    ['a part of a camelCase name', 'fetchWith[Retry]()', ['retry']],
    ['a part of a PascalCase name and one in capitals', '[HTTP][Server]Error', ['http', 'server']],
    ['a part of a snake_case name', 'fetch_with_[retries]', ['retry']],
    ['a part in capitals', 'MAX_[RETRIES]', ['retry']],
    ['digits by themselves', 'sha[256]sum', ['256']],
    ['the whole of a name that is asked for', '[fetchWithRetry] fetch_with_retry', ['fetchwithretry']],
    ['words behind tabs', '\t\tif [retry]\t[retry]', ['retry']],
    ['words behind an emoji, which counts two', '🔑🚀 [retry] 🔑[retry]', ['retry']],
    ['words behind letters of other planes', '𝔘𝔫𝔦 [retry]', ['retry']],
    ['words with accents', 'un [café] chaud', ['café']],
    ['words of other scripts', '[検索] する', ['検索']],
    ['words in several lines', '[retry]\n\n no\n  a[Retry]', ['retry']],
    ['names with a dollar', '$[retry]', ['retry']],
    ['nothing in a longer word', 'retryable poetry', ['retry']],
    ['nothing in an empty text', '', ['retry']],
    ['nothing without words to find', 'retry', []],
    ['nothing in data', 'retry'.repeat(20), ['retry']],
  ];
  for (const [what, expected, words] of cases)
    it(`finds ${what}`, () => assert.equal(bracketed(expected.replace(/[[\]]/g, ''), ...words), expected));

  it('counts lines from the given one and characters from 0', () => {
    assert.deepEqual(findWords('a\n retry', new Set(['retry']), 41), [
      { line: 42, start: 1, end: 6, text: 'retry', stems: ['retry'] },
    ]);
  });

  it('tells identifiers as they stand and their parts in small letters', () => {
    const texts = (text: string, ...stems: string[]): string[] =>
      findWords(text, new Set(stems)).map((word) => word.text);
    assert.deepEqual(texts('fetchWithRetry Retry', 'fetchwithretry', 'retry'), ['fetchWithRetry', 'retry']);
    assert.deepEqual(texts('fetchWithRetry', 'retry'), ['retry']);
  });

  it('splits words as keyword search does', () => {
    const text =
      'fetchWithRetry HTTPServer2Go snake_case_NAME $jquery _private sha256sum ÉtatCivil größeMax 検索Index ǅungla x86_64 A aB ABc';
    const everything = new Set(termsOf(text).map(lightStem));
    for (const word of text.split(' ')) {
      const whole = lightStem(word.toLowerCase());
      const stems = new Set([...everything].filter((stem) => stem !== whole));
      const parts = termsOf(word).filter((term) => stems.has(lightStem(term)));
      const found = findWords(word, stems).flatMap(({ start, end }) => termsOf(word.slice(start, end)));
      assert.deepEqual([...new Set(found)].sort(), [...new Set(parts)].sort(), word);
    }
  });
});

import assert from 'node:assert/strict';
import { MAX_MATCHES, matchReasons, similarityReasons } from '../../../server/src/search/matchReasons';
import { storedChunk } from './storedChunk';

describe('matchReasons', () => {
  const chunk = storedChunk({ path: 'net/retry.ts', symbol: 'sendRequest', startLine: 7 });
  const reasons = (query: string, text: string, found: object = {}): string[] =>
    matchReasons(query, { similar: false, chunk, ...found }, text).reasons;

  it('says that the name is defined here', () => {
    assert.deepEqual(reasons('sendRequest', 'sendRequest()', { defines: 'sendRequest' }), [
      'defines sendRequest',
    ]);
  });

  it('names each word once, in small letters, with the strongest field that has it', () => {
    const text = 'function sendRequest() { // Requests again; Delays, delay\n  backOff(); }';
    assert.deepEqual(reasons('retrying requests with delays and backoff', text), [
      'name: request',
      'path: retry',
      'text: delays, backOff',
    ]);
  });

  it('names words in the order of the question', () => {
    assert.deepEqual(reasons('alpha beta gamma', 'gamma alphaBeta'), ['text: alpha, beta, gamma']);
  });

  it('names an identifier as it stands, and its parts only where it does not', () => {
    assert.deepEqual(reasons('parseHttpHeader', 'x = parseHttpHeader(); parse(header)'), [
      'text: parseHttpHeader',
    ]);
    assert.deepEqual(reasons('parseHttpHeader', 'parse(HTTP)'), ['text: parse, http']);
  });

  it('names what the hit stands in where nothing nearer has the word', () => {
    const found = { chunk: storedChunk({ path: 'a.ts', symbol: 'get', container: 'store.LruCache' }) };
    assert.deepEqual(reasons('lru cache', 'return cache;', found), ['within: lru, cache']);
  });

  it('names a few words and says that there are more', () => {
    assert.deepEqual(reasons('one1 two2 three3 four4', 'one two three four 1 2 3 4'), [
      'text: one, 1, two, 2, three, …',
    ]);
  });

  it('says that it is similar in meaning, last', () => {
    assert.deepEqual(reasons('delay', 'delay', { similar: true }), ['text: delay', 'similar in meaning']);
    assert.deepEqual(reasons('delay', 'delay', { similar: false }), ['text: delay']);
  });

  it('says that it is similar in meaning when nothing else explains it', () => {
    assert.deepEqual(reasons('zebra', '', { similar: true }), ['similar in meaning']);
  });

  it('is never empty', () => {
    assert.deepEqual(reasons('zebra', ''), ['words elsewhere in the file']);
    assert.equal(similarityReasons({}).length, 1);
    assert.deepEqual(similarityReasons({ cosine: 0.874 }), ['87 % similar in meaning']);
  });

  describe('finds the places of the words', () => {
    const matches = (query: string, text: string): unknown =>
      matchReasons(query, { similar: false, chunk }, text).matches.map(({ line, start, end }) => [
        line,
        start,
        end,
      ]);

    it('in the lines of the file', () => {
      assert.deepEqual(matches('retry delay', 'retry\n\n  delay'), [
        [7, 0, 5],
        [9, 2, 7],
      ]);
    });

    it('with those that a reason does not repeat', () => {
      assert.deepEqual(matches('retry', 'retry retries'), [
        [7, 0, 5],
        [7, 6, 13],
      ]);
    });

    it('but not of small words, alone or as a part of the identifier asked for', () => {
      assert.deepEqual(matches('retry with care', 'with'), []);
      assert.deepEqual(matches('retryWithCare', 'with'), []);
      assert.deepEqual(matches('retryWithCare', 'retryWithCare'), [[7, 0, 13]]);
    });

    it('up to a bound', () => {
      const many = matchReasons(
        'retry',
        { similar: false, chunk },
        'retry\n'.repeat(MAX_MATCHES + 50),
      ).matches;
      assert.deepEqual(
        [many.length, many[0]?.line, many.at(-1)?.line],
        [MAX_MATCHES, 7, 7 + MAX_MATCHES - 1],
      );
    });

    it('none where nothing meets the question, or nothing is asked', () => {
      for (const query of ['zebra', '', '?!']) assert.deepEqual(matches(query, 'retry'), [], query);
    });
  });
});

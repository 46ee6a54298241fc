import assert from 'node:assert/strict';
import { contentHash } from '../../../server/src/base/hash';

describe('content hash', () => {
  it('is equal for equal content, as text or as bytes', () => {
    assert.equal(contentHash('naïve'), contentHash(new TextEncoder().encode('naïve')));
  });

  it('differs for other content', () => {
    const texts = ['', 'a', 'A', 'a ', 'a\n', 'a\r\n'];
    assert.equal(new Set(texts.map((text) => contentHash(text))).size, texts.length);
  });

  it('is short and can stand in a file name', () => {
    assert.match(contentHash('anything'), /^[\w-]{22}$/);
  });
});

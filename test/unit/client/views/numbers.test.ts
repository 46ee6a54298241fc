import assert from 'node:assert/strict';
import { useTranslator } from '../../../../client/src/localise';
import { inEnglish } from '../../../../protocol/translator';
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatDuration,
  percent,
  plural,
} from '../../../../client/src/views/numbers';

describe('numbers for people', () => {
  it('have thousands separators', () => assert.equal(formatCount(1234567), '1,234,567'));

  for (const [sample, count, decimal, bytes] of [
    ['1,234.5', '1,234,567', '0.5', '1.5 KB'],
    ['1.234,5', '1.234.567', '0,5', '1,5 KB'],
    ['1\u202f234,5', '1\u202f234\u202f567', '0,5', '1,5 KB'],
    ['1234.5', '1234567', '0.5', '1.5 KB'],
  ] as const)
    it(`are written as the language does: ${sample}`, () => {
      useTranslator((text) => (text === '1,234.5' ? sample : text));
      try {
        assert.equal(formatCount(1234567), count);
        assert.equal(formatDecimal(0.5), decimal);
        assert.equal(formatBytes(1536), bytes);
      } finally {
        useTranslator(inEnglish);
      }
    });

  it('agree with their nouns', () => {
    assert.equal(plural(0, 'file'), '0 files');
    assert.equal(plural(1, 'file'), '1 file');
    assert.equal(plural(2000, 'file'), '2,000 files');
    assert.equal(plural(2, 'index', 'indexes'), '2 indexes');
  });

  it('give sizes in the unit that fits', () => {
    assert.deepEqual(
      [0, 1023, 1024, 1536, 1024 * 1024 - 1, 120 * 1024 * 1024, 3 * 1024 ** 4, -5].map(formatBytes),
      ['0 B', '1023 B', '1.0 KB', '1.5 KB', '1.0 MB', '120 MB', '3.0 TB', '0 B'],
    );
  });

  it('give times as coarse as estimates are', () => {
    assert.deepEqual([0, 0.2, 59, 59.7, 61, 3600, 4260, 7200].map(formatDuration), [
      '1 s',
      '1 s',
      '59 s',
      '1 min',
      '1 min',
      '1 h',
      '1 h 11 min',
      '2 h',
    ]);
  });

  it('say 100 percent only when all is done', () => {
    assert.deepEqual(
      [percent(0, 0), percent(0, 9), percent(9999, 10000), percent(10, 10), percent(11, 10)],
      [0, 0, 99, 100, 100],
    );
  });
});

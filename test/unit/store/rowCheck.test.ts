import assert from 'node:assert/strict';
import { type RowPart, rowCheck, tableCrc32 } from '../../../server/src/store/rowCheck';

const row: RowPart[] = [
  'src/a.ts',
  'function f() { return "ü💡"; }',
  12,
  null,
  '',
  Uint8Array.of(0, 255, 7, 7),
];

describe('rowCheck', () => {
  it('is an unsigned 32-bit number, the same for the same row', () => {
    const check = rowCheck(row);
    assert.ok(Number.isInteger(check) && check >= 0 && check < 2 ** 32, String(check));
    assert.equal(rowCheck([...row]), check);
    assert.equal(rowCheck([]), 0);
  });

  it('changes with any flipped bit of any byte of any field', () => {
    const check = rowCheck(row);
    let flips = 0;
    for (const [at, part] of row.entries()) {
      if (typeof part !== 'string' && !(part instanceof Uint8Array)) continue;
      const stored = Buffer.from(part as Uint8Array);
      const expected = rowCheck(row.map((other, index) => (index === at ? stored : other)));
      for (let byte = 0; byte < stored.length; byte++)
        for (let mask = 1; mask < 256; mask++) {
          const flipped = Buffer.from(stored);
          flipped[byte] = (flipped[byte] ?? 0) ^ mask;
          assert.notEqual(rowCheck(row.map((other, index) => (index === at ? flipped : other))), expected);
          flips++;
        }
    }
    assert.ok(flips > 10_000);
    assert.equal(rowCheck(row), check, 'no state is kept');
  });

  it('changes with any number', () => {
    const seen = new Set<number>();
    const numbers = [
      0,
      1,
      -1,
      0.5,
      2 ** 31,
      2 ** 53,
      Infinity,
      ...Array.from({ length: 64 }, (_, n) => n + 2),
    ];
    for (const number of numbers) seen.add(rowCheck(['a', number]));
    assert.equal(seen.size, numbers.length);
  });

  it('changes when text moves over the boundary of two fields', () => {
    const text = 'path/to/file.ts:content of it';
    const seen = new Set<number>();
    for (let cut = 0; cut <= text.length; cut++) seen.add(rowCheck([text.slice(0, cut), text.slice(cut)]));
    seen.add(rowCheck([text]));
    seen.add(rowCheck([text, null]));
    assert.equal(seen.size, text.length + 3);
  });

  it('changes with the order and the number of fields', () => {
    const rows: RowPart[][] = [
      ['a', 'b'],
      ['b', 'a'],
      ['a'],
      ['a', ''],
      ['', 'a'],
      ['a', null],
      [null, 'a'],
      [''],
    ];
    assert.equal(new Set(rows.map((parts) => rowCheck(parts))).size, rows.length);
  });

  it('tells the kinds of field apart', () => {
    const kinds: RowPart[] = ['1', 1, Uint8Array.of(0x31), null, '', new Uint8Array(0), 0];
    assert.equal(new Set(kinds.map((part) => rowCheck([part]))).size, kinds.length);
  });

  it('reads a part of a larger buffer as that part alone', () => {
    const whole = Float32Array.of(1, 2, 3, 4);
    const part = new Uint8Array(whole.buffer, 4, 8);
    assert.equal(rowCheck([part]), rowCheck([Uint8Array.from(part)]));
  });

  it('is the same by the table as by the runtime', () => {
    // The check value that the CRC catalogue gives for CRC-32/ISO-HDLC.
    assert.equal(tableCrc32('123456789', 0), 0xcbf43926);
    assert.equal(rowCheck(row, tableCrc32), rowCheck(row));
  });
});

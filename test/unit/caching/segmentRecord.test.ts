import assert from 'node:assert/strict';
import {
  fitsRecord,
  readRecord,
  recordBytes,
  RecordKind,
  type ScannedRecord,
  scanRecords,
  type SegmentRecord,
  writeRecord,
} from '../../../server/src/caching/segmentRecord';

const record = (key: string, payload: number[]): SegmentRecord => ({
  kind: RecordKind.value,
  key,
  payload: Uint8Array.from(payload),
  storedAtS: 1_750_000_000,
  uses: 3,
});

function written(...records: SegmentRecord[]): Buffer {
  const bytes = Buffer.alloc(records.reduce((sum, { key, payload }) => sum + recordBytes(key, payload), 0));
  records.reduce((at, item) => writeRecord(bytes, at, item), 0);
  return bytes;
}

function scanned(bytes: Buffer): { keys: string[]; records: ScannedRecord[]; nextAt: number; gaps: number } {
  const records: ScannedRecord[] = [];
  const outcome = scanRecords(bytes, (item) => records.push(item));
  return {
    ...outcome,
    records,
    keys: records.map(({ keyStart, keyEnd }) => bytes.toString('latin1', keyStart, keyEnd)),
  };
}

describe('records of a segment', () => {
  const all = [record('first', [1, 2, 3]), record('second', []), record('third', [255, 0])];
  const bytes = written(...all);

  it('are read as they were written', () => {
    const found = scanned(bytes);
    assert.deepEqual([found.gaps, found.nextAt], [0, bytes.length]);
    assert.deepEqual(
      found.records.map(({ at, length }) => readRecord(bytes, at, at + length)),
      all,
    );
  });

  it('are not read when a single bit of them differs', () => {
    const { at, length } = scanned(bytes).records[0] as ScannedRecord;
    for (let byte = at; byte < at + length; byte++) {
      const noisy = Buffer.from(bytes);
      noisy[byte] = (noisy[byte] as number) ^ 0x10;
      assert.equal(readRecord(noisy, at, at + length), undefined, `byte ${byte}`);
    }
  });

  it('are not read where they end too early or too late', () => {
    const { length } = scanned(bytes).records[0] as ScannedRecord;
    assert.equal(readRecord(bytes, 0, length + 1), undefined);
    assert.equal(readRecord(bytes, 0, length - 1), undefined);
    assert.equal(readRecord(bytes.subarray(0, length - 1), 0, length), undefined);
    assert.equal(readRecord(Buffer.alloc(3), 0, 3), undefined);
  });

  it('are found behind noise', () => {
    const second = scanned(bytes).records[1]?.at ?? 0;
    const noisy = Buffer.concat([Buffer.alloc(100, 0x5a), bytes.subarray(second)]);
    const found = scanned(noisy);
    assert.deepEqual(found.keys, ['second', 'third']);
    assert.equal(found.gaps, 1);
  });

  it('are found behind a head whose lengths are noise', () => {
    const noisy = Buffer.from(bytes);
    noisy.writeUInt32LE(3_000_000, 8);
    assert.deepEqual(scanned(noisy).keys, ['second', 'third']);
    noisy.writeUInt32LE(0xffff_ffff, 8);
    assert.deepEqual(scanned(noisy).keys, ['second', 'third']);
  });

  it('are left for later when they are cut off at the end', () => {
    const third = scanned(bytes).records[2]?.at ?? 0;
    for (let end = third; end < bytes.length; end++) {
      const found = scanned(bytes.subarray(0, end));
      assert.deepEqual([found.keys, found.nextAt, found.gaps], [['first', 'second'], third, 0]);
    }
  });

  it('are none in noise alone', () => {
    const found = scanned(Buffer.alloc(1_000, 7));
    assert.deepEqual([found.keys, found.gaps], [[], 1]);
    assert.ok(found.nextAt > 990 && found.nextAt <= 1_000);
  });

  it('have neither empty keys nor endless payloads', () => {
    assert.ok(fitsRecord('key', new Uint8Array(260)));
    assert.ok(!fitsRecord('', new Uint8Array(1)));
    assert.ok(!fitsRecord('key', new Uint8Array(4_000_001)));
  });
});

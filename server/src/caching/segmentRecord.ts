import { crc32 } from 'node:zlib';

/**
 * A record of a segment file: a head of {@link HEAD_BYTES}, the key, the payload. All numbers are little-endian.
 *
 * | at | bytes | |
 * | --- | --- | --- |
 * | 0 | 4 | the mark with which every record begins |
 * | 4 | 1 | kind |
 * | 5 | 1 | uses, when it was written |
 * | 6 | 2 | bytes of the key |
 * | 8 | 4 | bytes of the payload |
 * | 12 | 4 | seconds since 1970 at which the value was first stored |
 * | 16 | 4 | CRC-32 of everything from the kind on, without this field |
 */
export interface SegmentRecord {
  kind: RecordKind;
  /** ASCII. */
  key: string;
  payload: Uint8Array;
  storedAtS: number;
  uses: number;
}

export const RecordKind = { value: 0, uses: 1 } as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

const MARK = 0x314b_4341;
const MARK_BYTES = Buffer.from([0x41, 0x43, 0x4b, 0x31]);
const HEAD_BYTES = 20;

/** Uses are kept in seven bits; more tell no more. */
export const MAX_USES = 127;

/** Longer ones are noise: no key or value of ours comes near. */
const MAX_KEY_BYTES = 1_024;
const MAX_PAYLOAD_BYTES = 4_000_000;

/** Whether an entry can be written at all. */
export function fitsRecord(key: string, payload: Uint8Array): boolean {
  return key.length > 0 && key.length <= MAX_KEY_BYTES && payload.length <= MAX_PAYLOAD_BYTES;
}

/** What a record takes in its file. */
export function recordBytes(key: string, payload: Uint8Array): number {
  return HEAD_BYTES + key.length + payload.length;
}

/** Writes a record and answers where it ends. */
export function writeRecord(target: Buffer, at: number, record: SegmentRecord): number {
  const { key, payload } = record;
  target.writeUInt32LE(MARK, at);
  target[at + 4] = record.kind;
  target[at + 5] = Math.min(MAX_USES, record.uses);
  target.writeUInt16LE(key.length, at + 6);
  target.writeUInt32LE(payload.length, at + 8);
  target.writeUInt32LE(record.storedAtS, at + 12);
  target.write(key, at + HEAD_BYTES, 'latin1');
  target.set(payload, at + HEAD_BYTES + key.length);
  const end = at + HEAD_BYTES + key.length + payload.length;
  target.writeUInt32LE(checksum(target, at, end), at + 16);
  return end;
}

/** Reads the record that begins here and ends there; undefined unless it is whole and passes its check. Its payload is a copy. */
export function readRecord(source: Buffer, at: number, end: number): SegmentRecord | undefined {
  if (end > source.length || lengthAt(source, at, end) !== end - at) return undefined;
  if (source.readUInt32LE(at + 16) !== checksum(source, at, end)) return undefined;
  const keyEnd = at + HEAD_BYTES + source.readUInt16LE(at + 6);
  return {
    kind: source[at + 4] as RecordKind,
    key: source.toString('latin1', at + HEAD_BYTES, keyEnd),
    payload: new Uint8Array(source.subarray(keyEnd, end)),
    storedAtS: source.readUInt32LE(at + 12),
    uses: source[at + 5] as number,
  };
}

/** What a scan tells of a record: all but its payload, which is not checked. */
export interface ScannedRecord {
  kind: RecordKind;
  /** Where its key stands, as ASCII. */
  keyStart: number;
  keyEnd: number;
  at: number;
  length: number;
  storedAtS: number;
  uses: number;
}

export interface ScanOutcome {
  /** Where the next scan has to begin, once the file has grown. */
  nextAt: number;
  /** Stretches that were no record and were passed over. */
  gaps: number;
}

/** Finds the records of a buffer, passing over what is none. A record that is cut off at the end is left for later. */
export function scanRecords(source: Buffer, onRecord: (record: ScannedRecord) => void): ScanOutcome {
  let at = 0;
  let gaps = 0;
  while (at + HEAD_BYTES <= source.length) {
    const length = lengthAt(source, at, Number.POSITIVE_INFINITY);
    if (length === undefined) {
      gaps++;
      const next = source.indexOf(MARK_BYTES, at + 1);
      if (next < 0) return { nextAt: source.length - MARK_BYTES.length + 1, gaps };
      at = next;
      continue;
    }
    // A length that noise has made up: the records behind it are looked for, if there are any.
    if (at + length > source.length) {
      const next = source.indexOf(MARK_BYTES, at + 1);
      if (next < 0) return { nextAt: at, gaps };
      gaps++;
      at = next;
      continue;
    }
    onRecord({
      kind: source[at + 4] as RecordKind,
      keyStart: at + HEAD_BYTES,
      keyEnd: at + HEAD_BYTES + source.readUInt16LE(at + 6),
      at,
      length,
      storedAtS: source.readUInt32LE(at + 12),
      uses: source[at + 5] as number,
    });
    at += length;
  }
  return { nextAt: at, gaps };
}

/** Length of the record at a place, undefined where none can be. */
function lengthAt(source: Buffer, at: number, end: number): number | undefined {
  if (at + HEAD_BYTES > Math.min(end, source.length) || source.readUInt32LE(at) !== MARK) return undefined;
  const keyBytes = source.readUInt16LE(at + 6);
  const payloadBytes = source.readUInt32LE(at + 8);
  if (keyBytes > MAX_KEY_BYTES || payloadBytes > MAX_PAYLOAD_BYTES) return undefined;
  return HEAD_BYTES + keyBytes + payloadBytes;
}

function checksum(source: Buffer, at: number, end: number): number {
  return crc32(source.subarray(at + HEAD_BYTES, end), crc32(source.subarray(at + 4, at + 16)));
}

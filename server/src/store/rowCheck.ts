import * as zlib from 'node:zlib';

/** One field of a row as it is stored. */
export type RowPart = string | Uint8Array | number | null;

/** Continues a CRC-32 (the polynomial of zlib and PNG) over more bytes. */
export type Crc32 = (bytes: Uint8Array | string, before: number) => number;

/** First byte of what is checked of each field, so that the text `1`, the number 1 and nothing at all differ. */
const Kind = { null: 0, number: 1, text: 2, bytes: 3 } as const;

/** A byte for the kind and eight for a length or a number. */
const header = Buffer.alloc(9);

/**
 * A 32-bit check of one row, kept beside it to find out whether what is read is what was written. Each field goes in
 * with its kind and its length, so that text that moves from one field to the next changes the check as a flipped bit
 * does. Any change within 32 bits in a row is found, any other with a chance of 1 in 2^32 to be missed; it is no
 * defence against a person.
 * @param crc32 for tests; Node's own where it has one (20.15), else {@link tableCrc32}
 * @returns an unsigned number below 2^32
 */
export function rowCheck(parts: readonly RowPart[], crc32: Crc32 = defaultCrc32): number {
  let check = 0;
  for (const part of parts) check = addPart(part, check, crc32);
  return check;
}

function addPart(part: RowPart, before: number, crc32: Crc32): number {
  if (part === null) return crc32(head(Kind.null, 0), before);
  if (typeof part === 'number') return crc32(head(Kind.number, part), before);
  if (typeof part === 'string') return crc32(part, crc32(head(Kind.text, Buffer.byteLength(part)), before));
  return crc32(part, crc32(head(Kind.bytes, part.byteLength), before));
}

function head(kind: number, value: number): Uint8Array {
  header[0] = kind;
  header.writeDoubleLE(value, 1);
  return header;
}

let table: Uint32Array | undefined;

/** CRC-32 in plain JavaScript, a byte at a time. */
export function tableCrc32(bytes: Uint8Array | string, before: number): number {
  table ??= makeTable();
  let crc = ~before;
  for (const byte of typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The remainders of all bytes by the reversed polynomial. */
function makeTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++)
      remainder = (remainder & 1) === 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
    return remainder;
  });
}

const defaultCrc32: Crc32 = (zlib as { crc32?: Crc32 }).crc32 ?? tableCrc32;

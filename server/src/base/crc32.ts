import * as zlib from 'node:zlib';

/** The sum of node:zlib where it has one (Node.js 20.15 and later): some ten times as fast as the loop below. */
const native = (zlib as { crc32?: (data: string | Uint8Array, value?: number) => number }).crc32;

let table: Int32Array | undefined;

/**
 * CRC-32 (ISO 3309, as in zip and png) of bytes, or of a text's UTF-8 bytes.
 * @param before the sum of what stands before it; 0 at the start
 * @returns a number from 0 to 2^32 - 1
 */
export function crc32(data: string | Uint8Array, before: number): number {
  // zlib takes bytes that stand nowhere for a wish to begin anew, and forgets what was before.
  if (data.length === 0) return before;
  return native === undefined ? plainCrc32(data, before) : native(data, before);
}

/** The same without node:zlib. */
export function plainCrc32(data: string | Uint8Array, before: number): number {
  table ??= makeTable();
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  let sum = ~before;
  for (const byte of bytes) sum = (table[(sum ^ byte) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

function makeTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
    return value;
  });
}

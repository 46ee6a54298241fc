import { crc32 } from '../base/crc32';

/** Room for the texts, numbers, words and vector of most chunks; longer ones make it grow. */
const FIRST_BYTES = 8_192;

/** All columns of a row as they are summed: one call for a row, since each takes longer than its bytes. */
let scratch = Buffer.alloc(FIRST_BYTES);

/**
 * The check of a row over everything that stands in it.
 * @param texts UTF-8
 * @param parts bytes of any kind
 * @returns a signed number of 32 bits
 */
export function rowCheck(
  texts: readonly Uint8Array[],
  numbers: readonly number[],
  parts: readonly Uint8Array[],
): number {
  const tail = `${numbers.join()}\0${parts.map(({ length }) => length).join()}`;
  const bytes = [...texts, ...parts].reduce((sum, { length }) => sum + length + 1, tail.length);
  if (bytes > scratch.length) scratch = Buffer.alloc(2 * bytes);
  let at = 0;
  for (const text of texts) {
    scratch.set(text, at);
    at += text.length;
    scratch[at++] = 0;
  }
  at += scratch.write(tail, at, 'latin1');
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return crc32(scratch.subarray(0, at), 0) | 0;
}

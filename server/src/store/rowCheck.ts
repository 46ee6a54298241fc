import { crc32 } from '../base/crc32';

/** Room for the texts, numbers, words and vector of most chunks; longer ones make it grow. */
const FIRST_BYTES = 8_192;

/** Bytes up to which a loop copies faster than a call. */
const SHORT_BYTES = 24;

const ZERO = 0x30;
const COMMA = 0x2c;

/**
 * Makes the check of a row over everything that stands in it: its texts, its numbers, and bytes of any kind, added in this order. All is
 * brought together first, since each call of the sum takes longer than its bytes, and nothing is made for a row.
 */
export class RowCheck {
  private bytes = new Uint8Array(FIRST_BYTES);
  private used = 0;

  /** @param text UTF-8 */
  addText(text: Uint8Array): void {
    this.addRange(text, 0, text.length);
  }

  /** A text that stands in longer ones. */
  addRange(bytes: Uint8Array, from: number, to: number): void {
    this.reserve(to - from + 1);
    this.copy(bytes, from, to);
    this.bytes[this.used++] = 0;
  }

  /** Whole numbers; the last of them is followed by {@link addLengths}. */
  addNumbers(numbers: readonly number[]): void {
    for (let at = 0; at < numbers.length; at++) {
      if (at > 0) this.addByte(COMMA);
      this.addDigits(numbers[at] as number);
    }
    this.addByte(0);
  }

  /** The lengths of the parts that follow. */
  addLengths(lengths: readonly number[]): void {
    for (let at = 0; at < lengths.length; at++) {
      if (at > 0) this.addByte(COMMA);
      this.addDigits(lengths[at] as number);
    }
  }

  addPart(bytes: Uint8Array | Int8Array, from = 0, to = bytes.length): void {
    this.reserve(to - from);
    this.copy(bytes, from, to);
  }

  /** The sum of what was added, as a signed number of 32 bits; the next row begins. */
  finish(): number {
    const sum = crc32(this.bytes.subarray(0, this.used), 0) | 0;
    this.used = 0;
    return sum;
  }

  private copy(bytes: Uint8Array | Int8Array, from: number, to: number): void {
    const { bytes: own } = this;
    if (to - from > SHORT_BYTES) {
      own.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), this.used);
      this.used += to - from;
    } else for (let at = from; at < to; at++) own[this.used++] = bytes[at] as number;
  }

  private addByte(byte: number): void {
    this.reserve(1);
    this.bytes[this.used++] = byte;
  }

  private addDigits(value: number): void {
    if (value < 0 || !Number.isInteger(value)) {
      this.addPart(Buffer.from(String(value), 'latin1'));
      return;
    }
    let divisor = 1;
    while (value / divisor >= 10) divisor *= 10;
    for (; divisor >= 1; divisor /= 10) this.addByte(ZERO + (Math.floor(value / divisor) % 10));
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const bytes = new Uint8Array(2 * (this.used + more));
    bytes.set(this.bytes.subarray(0, this.used));
    this.bytes = bytes;
  }
}

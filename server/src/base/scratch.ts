const FIRST_LENGTH = 1_024;

/**
 * Room for numbers of 32 bits that is used again and again: to allocate an array for each function of a folder takes longer than to fill it.
 * What was taken before is overwritten by the next taker.
 */
export class Scratch {
  private room = new Uint32Array(FIRST_LENGTH);

  /** @returns an array of this length with anything in it, valid until the next call */
  take(length: number): Uint32Array {
    if (length > this.room.length) this.room = new Uint32Array(2 * length);
    return this.room.subarray(0, length);
  }
}

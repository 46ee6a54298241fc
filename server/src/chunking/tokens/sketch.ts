/**
 * Sketches by which pieces of code that share much are found without comparing all with all: the least values of
 * several hash functions over runs of tokens (minhash; Broder, "On the resemblance and containment of documents", 1997).
 * Two pieces have one value in common as likely as the share of runs that they have in common.
 */

/** Values of a sketch over tokens with the names that stay, and over tokens without any. */
export const NAMED_VALUES = 8;
export const BLIND_VALUES = 8;
export const SKETCH_VALUES = NAMED_VALUES + BLIND_VALUES;

/** Tokens of a run: about a call with its brackets, and about a statement, of which the names say nothing. */
const NAMED_RUN = 5;
const BLIND_RUN = 8;

/** Finalizer of MurmurHash3, 32 bits: https://github.com/aappleby/smhasher (public domain). */
export function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Odd factors and offsets of the hash functions, drawn once. */
const factors = Uint32Array.from({ length: SKETCH_VALUES }, (_, i) => mix(0x9e37_79b9 + i) | 1);
const offsets = Uint32Array.from({ length: SKETCH_VALUES }, (_, i) => mix(0x7f4a_7c15 + i));

/** The sketch of a piece of code. */
export function sketchOf(named: Uint32Array, blind: Uint32Array): Uint32Array {
  const sketch = new Uint32Array(SKETCH_VALUES).fill(0xffff_ffff);
  fill(sketch, named, NAMED_RUN, 0, NAMED_VALUES);
  fill(sketch, blind, BLIND_RUN, NAMED_VALUES, SKETCH_VALUES);
  return sketch;
}

function fill(sketch: Uint32Array, form: Uint32Array, run: number, from: number, to: number): void {
  const last = Math.max(0, form.length - run);
  for (let at = 0; at <= last; at++) {
    const hash = runHash(form, at, run);
    for (let i = from; i < to; i++) {
      const value = Math.imul(hash ^ (offsets[i] as number), factors[i] as number);
      const mixed = (value ^ (value >>> 15)) >>> 0;
      if (mixed < (sketch[i] as number)) sketch[i] = mixed;
    }
  }
}

/** Hash of a run of tokens. */
export function runHash(form: Uint32Array, at: number, run: number): number {
  let hash = 0;
  const end = Math.min(form.length, at + run);
  for (let i = at; i < end; i++) {
    hash = Math.imul(hash ^ (form[i] as number), 0xcc9e2d51);
    hash = (hash << 15) | (hash >>> 17);
  }
  return mix(hash);
}

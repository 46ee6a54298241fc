/** Unit vectors as signed bytes: a quarter of the size, and a cosine that differs by less than 0.01. */

/** Largest value of a component. */
export const BYTE_STEPS = 127;

/** A vector's components as multiples of its largest one; its length is not kept, since it is one. */
export type ByteVector = Int8Array;

/** The bytes of a unit vector; all zero for a vector of zeros. */
export function toByteVector(vector: Float32Array): ByteVector {
  const bytes = new Int8Array(vector.length);
  const largest = largestOf(vector);
  if (largest === 0) return bytes;
  const scale = BYTE_STEPS / largest;
  for (let i = 0; i < vector.length; i++) bytes[i] = Math.round((vector[i] as number) * scale);
  return bytes;
}

/** The unit vector that the bytes stand for; zeros for zeros. */
export function toUnitVector(bytes: ByteVector): Float32Array {
  const vector = new Float32Array(bytes.length);
  const factor = unitFactor(bytes);
  for (let i = 0; i < bytes.length; i++) vector[i] = (bytes[i] as number) * factor;
  return vector;
}

/** What the bytes are multiplied with to have length one; 0 for zeros. */
export function unitFactor(bytes: ByteVector): number {
  let squares = 0;
  for (const value of bytes) squares += value * value;
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}

/** The largest magnitude of a vector's components. */
export function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return largest;
}

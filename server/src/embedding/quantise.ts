/** Largest value of a quantised component. */
export const QUANTISED_STEPS = 127;

/** A factor as a 32-bit float stands before the components. */
const FACTOR_BYTES = 4;

/** What a vector takes as bytes. */
export function quantisedBytes(dimensions: number): number {
  return FACTOR_BYTES + dimensions;
}

/**
 * A vector as a factor and one signed byte for each component: a quarter of its size. The cosine with another vector differs
 * by less than 0.01, and quantising what was quantised changes nothing.
 */
export function quantise(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(quantisedBytes(vector.length));
  const components = new Int8Array(bytes.buffer, FACTOR_BYTES);
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest > 0)
    for (let i = 0; i < vector.length; i++)
      components[i] = Math.round(((vector[i] as number) * QUANTISED_STEPS) / largest);
  new DataView(bytes.buffer).setFloat32(0, largest / QUANTISED_STEPS, true);
  return bytes;
}

/** The vector that such bytes stand for; undefined where they are none of so many dimensions. */
export function dequantise(bytes: Uint8Array, dimensions: number): Float32Array | undefined {
  if (bytes.length !== quantisedBytes(dimensions)) return undefined;
  const factor = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
  const components = new Int8Array(bytes.buffer, bytes.byteOffset + FACTOR_BYTES, dimensions);
  const vector = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i++) vector[i] = (components[i] as number) * factor;
  return vector;
}

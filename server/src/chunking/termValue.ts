/** What is kept of a word in a chunk, in 16 bits: how often it stands there, and in which fields besides the text. */
export const Field = { name: 1, container: 2, signature: 4, doc: 8 } as const;

const FIELD_BITS = 4;
const MAX_COUNT = 255;

/** Packs occurrences (capped at 255) with a sum of {@link Field}s. */
export function termValue(count: number, fields: number): number {
  return (Math.min(count, MAX_COUNT) << FIELD_BITS) | fields;
}

export function countOf(value: number): number {
  return value >> FIELD_BITS;
}

export function fieldsOf(value: number): number {
  return value & ((1 << FIELD_BITS) - 1);
}

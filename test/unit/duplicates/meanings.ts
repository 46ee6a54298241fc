/** A unit vector in the plane of the first two of some dimensions; the cosine of two is that of the angle between them. */
export function meaning(radians: number): Float32Array {
  const vector = new Float32Array(32);
  vector[0] = Math.cos(radians);
  vector[1] = Math.sin(radians);
  return vector;
}

/** Does what `total` does, in another order and under other names. */
export const summed = `function orderSum(entries: Entry[], fees: Fees): number {
  let sum = 0;
  entries.forEach((entry) => {
    const cost = entry.unitPrice * entry.count;
    if (entry.count > 0) sum += cost * (1 + fees.shareOf(entry.origin));
  });
  fees.note(sum);
  return Math.round(sum * 100) / 100;
}`;

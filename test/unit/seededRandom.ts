/** Numbers by chance that are the same in every run: each call answers a whole number from 0 up to but not including `below`. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  // The minimal standard generator (Park and Miller 1988, with the multiplier of 1993).
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

/** A vector of unit length by chance. */
export function randomUnit(random: (below: number) => number, dimensions: number): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, () => random(2_001) - 1_000);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

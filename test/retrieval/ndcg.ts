/** How much the first ten hits say of a ranking; what is below is not read by anybody. */
export const CUTOFF = 10;

/**
 * NDCG@10 with binary gain (Järvelin and Kekäläinen 2002), over files: a target's rank is that of the first hit from
 * its file, and hits from files that are not asked for count nothing but take a rank.
 * @param hits paths of the hits, best first; a path may stand several times
 * @param targets paths that answer the question, all worth the same
 * @returns from 0 to 1
 * @throws {RangeError} without targets there is nothing to find
 */
export function ndcg(hits: readonly string[], targets: readonly string[]): number {
  const wanted = new Set(targets);
  if (wanted.size === 0) throw new RangeError('A question needs at least one target.');
  const shown = hits.slice(0, CUTOFF);
  const ranks = [...wanted].map((path) => shown.indexOf(path)).filter((rank) => rank >= 0);
  const ideal = Array.from({ length: Math.min(wanted.size, CUTOFF) }, (_, rank) => rank);
  return sum(ranks.map(gainAt)) / sum(ideal.map(gainAt));
}

/** The arithmetic mean. @throws {RangeError} of nothing */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no mean of nothing.');
  return sum(values) / values.length;
}

/** @param rank from 0 */
const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

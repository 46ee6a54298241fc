/** The mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value that at least `share` of all values do not exceed (nearest rank); NaN of nothing.
 * @param share from 0 to 1
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rounded to a number of decimals, for reports that are compared line by line. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

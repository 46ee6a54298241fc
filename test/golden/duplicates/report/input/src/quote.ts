import type { Line, Rates } from "./types";

export function quoteTotal(lines: Line[], rates: Rates): number {
  let total = 0;
  for (const line of lines) {
    if (line.quantity <= 0) continue;
    rates.check(line.country);
    const price = line.price * line.quantity;
    total += price + price * rates.taxOf(line.country);
  }
  if (total > rates.limit) throw new RangeError("too dear");
  return Math.round(total * 100) / 100;
}

/** Adds up what a cart costs. */
export function cartTotal(lines: Line[], rates: Rates): number {
  let total = 0;
  for (const line of lines) {
    if (line.quantity <= 0) continue;
    const price = line.price * line.quantity;
    total += price + price * rates.taxOf(line.country);
  }
  return Math.round(total * 100) / 100;
}

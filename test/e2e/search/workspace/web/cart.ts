export interface CartLine {
  sku: string;
  unitPriceCents: number;
  quantity: number;
}

/** The sum of all lines of a shopping cart in cents, with the discount taken off. */
export function cartTotal(lines: readonly CartLine[], discountPercent = 0): number {
  const sum = lines.reduce((total, line) => total + line.unitPriceCents * line.quantity, 0);
  return Math.round(sum * (1 - discountPercent / 100));
}

/** Adds an article, or raises its quantity when the cart has it already. */
export function addToCart(lines: readonly CartLine[], added: CartLine): CartLine[] {
  const present = lines.some(({ sku }) => sku === added.sku);
  if (!present) return [...lines, added];
  return lines.map((line) =>
    line.sku === added.sku ? { ...line, quantity: line.quantity + added.quantity } : line,
  );
}

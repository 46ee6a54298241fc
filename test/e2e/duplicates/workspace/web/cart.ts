export interface CartItem {
  name: string;
  price: number;
  quantity: number;
}

/** Puts items of the same name together and gives the dearest first. */
export function groupCartItems(items: CartItem[], limit: number): Map<string, number> {
  const totals = new Map<string, number>();
  for (const item of items) {
    if (item.quantity === 0) continue;
    const before = totals.get(item.name) ?? 0;
    totals.set(item.name, before + item.price * item.quantity);
  }
  const sorted = [...totals].sort((a, b) => b[1] - a[1]);
  if (sorted.length > limit) {
    sorted.length = limit;
  }
  return new Map(sorted);
}

export function isEmpty(items: CartItem[]): boolean {
  return items.length === 0;
}

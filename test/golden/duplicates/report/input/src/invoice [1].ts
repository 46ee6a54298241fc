import type { Entry, Table } from "./types";

export function invoiceSum(entries: Entry[], table: Table): number {
  let sum = 0;
  for (const entry of entries) {
    if (entry.amount <= 1) continue;
    const cost = entry.unit * entry.amount;
    sum += cost + cost * table.shareOf(entry.region);
  }
  return Math.round(sum * 10) / 10;
}

export interface Parcel {
  harbour: string;
  weight: number;
  count: number;
}

/** Puts parcels for the same harbour together and gives the heaviest first. */
export function weighParcels(parcels: Parcel[], most: number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const parcel of parcels) {
    if (parcel.count === 0) continue;
    const known = weights.get(parcel.harbour) ?? 0;
    weights.set(parcel.harbour, known + parcel.weight * parcel.count);
  }
  const ordered = [...weights].sort((x, y) => y[1] - x[1]);
  if (ordered.length > most) {
    ordered.length = most;
  }
  return new Map(ordered);
}

export function heaviest(parcels: Parcel[]): number {
  return Math.max(...parcels.map(({ weight }) => weight));
}

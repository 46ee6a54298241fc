import type { UnitClass } from './duplicateIndex';
import type { IndexChanges } from './indexChanges';
import type { Verdict } from './verdict';

/** Which classes are near to which, seen from both. */
export class NearPairs {
  private readonly partners = new Map<UnitClass, Map<UnitClass, Verdict>>();

  /** @param changes is told of classes that come near to others, or no longer are */
  constructor(private readonly changes: IndexChanges) {}

  set(a: UnitClass, b: UnitClass, verdict: Verdict): void {
    this.of(a).set(b, verdict);
    this.of(b).set(a, verdict);
    this.changes.classChanged(a);
    this.changes.classChanged(b);
  }

  remove(gone: UnitClass): void {
    for (const partner of this.partners.get(gone)?.keys() ?? []) {
      this.changes.classChanged(partner);
      const others = this.partners.get(partner);
      others?.delete(gone);
      if (others?.size === 0) this.partners.delete(partner);
    }
    this.partners.delete(gone);
  }

  /** Every class that has a partner, with its partners. */
  entries(): Iterable<[UnitClass, ReadonlyMap<UnitClass, Verdict>]> {
    return this.partners.entries();
  }

  partnersOf(unitClass: UnitClass): ReadonlyMap<UnitClass, Verdict> {
    return this.partners.get(unitClass) ?? new Map<UnitClass, Verdict>();
  }

  private of(unitClass: UnitClass): Map<UnitClass, Verdict> {
    let partners = this.partners.get(unitClass);
    if (partners === undefined) {
      partners = new Map();
      this.partners.set(unitClass, partners);
    }
    return partners;
  }
}

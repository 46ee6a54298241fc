import type { CodeUnit } from './codeUnit';
import type { UnitGroup } from './componentGroups';
import type { DuplicateIndex } from './duplicateIndex';
import type { MadeGroup } from './madeGroup';

/** Which groups lie within others, and are told by those. Groups that come and go have only those of their files looked at anew. */
export class NestedGroups {
  /** By unit: the groups that it is in, the first of which is the one that tells of it. */
  private readonly groupsOf = new Map<CodeUnit, UnitGroup[]>();
  private readonly byPath = new Map<string, Set<UnitGroup>>();
  private readonly told = new Set<MadeGroup>();
  /** Files whose groups are looked at anew: a file that changes has all of its units, and so its groups, made anew. */
  private readonly stale = new Set<string>();

  constructor(private readonly index: DuplicateIndex) {}

  /** Groups of one unit are added in the order in which they tell of it. */
  add(group: UnitGroup): void {
    for (const unit of group.units) {
      this.stale.add(unit.path);
      push(this.groupsOf, unit, group);
      const others = this.byPath.get(unit.path);
      if (others === undefined) this.byPath.set(unit.path, new Set([group]));
      else others.add(group);
    }
  }

  remove(group: UnitGroup): void {
    this.told.delete(group.made);
    for (const unit of group.units) {
      this.stale.add(unit.path);
      const left = this.groupsOf.get(unit)?.filter((other) => other !== group) ?? [];
      if (left.length > 0) this.groupsOf.set(unit, left);
      else this.groupsOf.delete(unit);
      const others = this.byPath.get(unit.path);
      others?.delete(group);
      if (others?.size === 0) this.byPath.delete(unit.path);
    }
  }

  /** Looks anew at the groups of files in which something has changed; each step may be followed by a pause. */
  *update(): Generator<undefined, void> {
    const groups = new Set<UnitGroup>();
    for (const path of this.stale) for (const group of this.byPath.get(path) ?? []) groups.add(group);
    this.stale.clear();
    for (const group of groups) {
      if (this.isInsideAnother(group)) this.told.delete(group.made);
      else this.told.add(group.made);
      yield;
    }
  }

  /** Groups that no other says all of. */
  groups(): Iterable<MadeGroup> {
    return this.told;
  }

  /** Whether another group says it all: every member is one of its members or lies within one, and some lie within. */
  private isInsideAnother({ made, units }: UnitGroup): boolean {
    let around: MadeGroup | undefined;
    let within = 0;
    for (const unit of units) {
      const outer = this.outerOf(unit);
      const own = this.groupOf(unit);
      const group = outer ?? (own === made ? undefined : own);
      if (group === undefined || group === made || (around !== undefined && around !== group)) return false;
      around = group;
      if (outer !== undefined) within++;
    }
    return within > 0;
  }

  private groupOf(unit: CodeUnit): MadeGroup | undefined {
    return this.groupsOf.get(unit)?.[0]?.made;
  }

  /** The group of the unit around a unit. */
  private outerOf(unit: CodeUnit): MadeGroup | undefined {
    const units = this.index.fileAt(unit.path)?.units ?? [];
    const outer = units.find((other) => contains(other, unit) && this.groupsOf.has(other));
    return outer && this.groupOf(outer);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [value]);
  else others.push(value);
}

function contains(outer: CodeUnit, inner: CodeUnit): boolean {
  return (
    outer.startLine <= inner.startLine &&
    outer.endLine >= inner.endLine &&
    (outer.startLine < inner.startLine || outer.endLine > inner.endLine)
  );
}

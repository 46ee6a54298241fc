/**
 * Makes groups of classes that hang together by being near: equal units first, then those that are equal but for names, then those that
 * are near. A group of a later kind takes one unit of each earlier group, so that nothing is told twice.
 */
import type { CodeUnit } from './codeUnit';
import type { DuplicateKind } from './duplicateGroup';
import type { UnitClass } from './duplicateIndex';
import { type GroupingInput, type MadeGroup, makeGroup, unitMember } from './madeGroup';
import { isWorthTelling, mustBeAlike, neededSimilarity } from './quietCode';
import type { Verdict } from './verdict';

/** A group with its units, in the order of its members. */
export interface UnitGroup {
  made: MadeGroup;
  units: readonly CodeUnit[];
}

/** Whether two classes may stand in one group for what was asked for. */
export function isNearEnough({ kind, similarity }: Verdict, minSimilarity: number): boolean {
  return kind !== 'near' || similarity >= minSimilarity;
}

/**
 * The groups of classes, of which no other class is near enough to any.
 * @param covered units of whole copies of other files, which the first file stands for
 */
export function groupsOfComponent(
  input: GroupingInput,
  covered: ReadonlySet<CodeUnit>,
  classes: Iterable<UnitClass>,
): UnitGroup[] {
  return new ComponentGroups(input, covered).make(classes);
}

class ComponentGroups {
  private readonly found: UnitGroup[] = [];

  constructor(
    private readonly input: GroupingInput,
    private readonly covered: ReadonlySet<CodeUnit>,
  ) {}

  make(classes: Iterable<UnitClass>): UnitGroup[] {
    const all = [...classes];
    for (const unitClass of all) if (unitClass.units.length > 1) this.equalUnits(unitClass);
    this.nearUnits(all);
    return this.found;
  }

  /** One unit of a class for all of them; undefined when other files stand for all that it has. */
  private representative({ units }: UnitClass): CodeUnit | undefined {
    return this.covered.size === 0 ? units[0] : units.find((unit) => !this.covered.has(unit));
  }

  /** Tells the equal units of a class and those that are equal but for names. */
  private equalUnits({ units }: UnitClass): void {
    const byContent = new Map<number, CodeUnit[]>();
    for (const unit of units) {
      if (this.covered.has(unit)) continue;
      const equal = byContent.get(unit.exact);
      if (equal === undefined) byContent.set(unit.exact, [unit]);
      else equal.push(unit);
    }
    const representatives: CodeUnit[] = [];
    for (const equal of byContent.values()) {
      representatives.push(equal[0] as CodeUnit);
      this.unitGroup('exact', 1, equal);
    }
    const [first] = representatives;
    this.unitGroup(
      'renamed',
      1,
      representatives.filter(
        (unit) => unit === first || (first !== undefined && !mustBeAlike(first, unit, 1)),
      ),
    );
  }

  /**
   * Groups are a unit with all that is its renamed copy, and with all that is near to it: the unit with most partners first, and of as many
   * the one that is nearest to them. What is left over, as all that it is near to stands in a group, is told beside the nearest of those.
   */
  private nearUnits(classes: readonly UnitClass[]): void {
    const taken = new Set<UnitClass>();
    const centres = classes
      .map((centre) => ({ centre, partners: this.input.near.partnersOf(centre) }))
      .filter(({ partners }) => this.mayBeTold(partners))
      .map((known) => ({ ...known, nearness: nearnessOf(known.partners) }))
      .sort(
        (a, b) => b.partners.size - a.partners.size || b.nearness - a.nearness || a.centre.row - b.centre.row,
      );
    for (const { centre, partners } of centres)
      if (!taken.has(centre)) this.groupsAround(centre, partners, taken);
    for (const { centre, partners } of centres)
      if (!taken.has(centre)) this.leftOver(centre, partners, taken);
  }

  /** Whether any partner is near enough for what was asked for; most pairs of a large folder are not. */
  private mayBeTold(partners: ReadonlyMap<UnitClass, Verdict>): boolean {
    for (const verdict of partners.values()) if (isNearEnough(verdict, this.input.minSimilarity)) return true;
    return false;
  }

  private groupsAround(
    centre: UnitClass,
    partners: ReadonlyMap<UnitClass, Verdict>,
    taken: Set<UnitClass>,
  ): void {
    const first = this.representative(centre);
    if (first === undefined) return;
    for (const kind of ['renamed', 'near'] as const) {
      if (!this.input.kinds.has(kind)) continue;
      const joining = this.joining(first, partners, kind, taken);
      const units = joining.map(({ unit }) => unit);
      const similarity = joining.reduce((least, { verdict }) => Math.min(least, verdict.similarity), 1);
      if (units.length === 0 || !this.unitGroup(kind, similarity, [first, ...units])) continue;
      taken.add(centre);
      for (const { partner } of joining) taken.add(partner);
    }
  }

  private leftOver(
    centre: UnitClass,
    partners: ReadonlyMap<UnitClass, Verdict>,
    taken: Set<UnitClass>,
  ): void {
    const unit = this.representative(centre);
    if (unit === undefined) return;
    const kinds = (['renamed', 'near'] as const).filter((kind) => this.input.kinds.has(kind));
    const [nearest] = kinds
      .flatMap((kind) => this.joining(unit, partners, kind, new Set()))
      .sort((a, b) => b.verdict.similarity - a.verdict.similarity);
    if (nearest === undefined) return;
    const { kind, similarity } = nearest.verdict;
    if (this.unitGroup(kind, similarity, [nearest.unit, unit])) taken.add(centre);
  }

  /** The partners that are told with a unit as copies of a kind. */
  private joining(
    first: CodeUnit,
    partners: ReadonlyMap<UnitClass, Verdict>,
    kind: DuplicateKind,
    taken: ReadonlySet<UnitClass>,
  ): { partner: UnitClass; unit: CodeUnit; verdict: Verdict }[] {
    const { minSimilarity } = this.input;
    const joining: { partner: UnitClass; unit: CodeUnit; verdict: Verdict }[] = [];
    for (const [partner, verdict] of partners) {
      if (verdict.kind !== kind || !isNearEnough(verdict, minSimilarity) || taken.has(partner)) continue;
      const unit = this.representative(partner);
      if (unit === undefined) continue;
      const needed = neededSimilarity(Math.min(first.tokens, unit.tokens), minSimilarity, verdict.kinship);
      if (kind !== 'near' || verdict.similarity >= needed) joining.push({ partner, unit, verdict });
    }
    return joining;
  }

  /** @returns whether there are enough of them to be a group */
  private unitGroup(kind: DuplicateKind, similarity: number, candidates: readonly CodeUnit[]): boolean {
    const { kinds, minTokens, folder } = this.input;
    if (!kinds.has(kind)) return false;
    const units = candidates.filter((unit) => isWorthTelling(unit, kind));
    if (units.length < 2 || largest(units) < minTokens) return false;
    const members = units.map((unit) => unitMember(folder, unit));
    const facts = { kind, similarity, tokens: smallest(units), wholeFile: false };
    this.found.push({ made: makeGroup(facts, members, units.map(contentOf)), units });
    return true;
  }
}

function nearnessOf(partners: ReadonlyMap<UnitClass, Verdict>): number {
  return [...partners.values()].reduce((sum, { similarity }) => sum + similarity, 0);
}

function smallest(units: readonly CodeUnit[]): number {
  return units.reduce((least, { tokens }) => Math.min(least, tokens), Infinity);
}

function largest(units: readonly CodeUnit[]): number {
  return units.reduce((most, { tokens }) => Math.max(most, tokens), 0);
}

function contentOf({ exact }: CodeUnit): string {
  return exact.toString(36);
}

/**
 * Makes groups of what was found: whole files first, then equal units, then those that are equal but for names, then those that
 * are near. A group of a later kind takes one unit of each earlier group, so that nothing is told twice.
 */
import { contentHash } from '../base/hash';
import type { CodeUnit } from './codeUnit';
import type { DuplicateGroup, DuplicateKind, DuplicateMember } from './duplicateGroup';
import type { DuplicateIndex, IndexedFile, UnitClass } from './duplicateIndex';
import type { NearPairs } from './nearPairs';
import { isWorthTelling, mustBeAlike, neededSimilarity } from './quietCode';
import type { Verdict } from './verdict';

/** What to make groups of, and whose they are. */
export interface GroupingInput {
  /** Absolute path of the workspace folder. */
  folder: string;
  index: DuplicateIndex;
  near: NearPairs;
  kinds: ReadonlySet<DuplicateKind>;
  /** Of `near` groups. */
  minSimilarity: number;
  /** Of the largest member. */
  minTokens: number;
}

/** A group with the units that it is made of, which tell what it is in the baseline. */
export interface MadeGroup {
  group: DuplicateGroup;
  /** By member: key of its content. */
  contents: readonly string[];
}

/** A whole file has at least so many units; a file with one function is told as that function. */
const LEAST_UNITS_OF_FILE = 2;

/** All groups, the dearest first. */
export function makeGroups(input: GroupingInput): MadeGroup[] {
  return new Grouping(input).make();
}

class Grouping {
  private readonly made: MadeGroup[] = [];
  /** Units of whole copies of other files, which the first file stands for. */
  private readonly covered = new Set<CodeUnit>();
  /** By unit: the group that it is in. */
  private readonly groupOf = new Map<CodeUnit, MadeGroup>();
  private readonly unitsOf = new Map<MadeGroup, readonly CodeUnit[]>();

  constructor(private readonly input: GroupingInput) {}

  make(): MadeGroup[] {
    if (this.input.kinds.has('exact'))
      for (const files of this.input.index.equalFiles()) this.wholeFiles(files);
    for (const unitClass of this.input.index.sharedClasses()) this.equalUnits(unitClass);
    this.nearUnits();
    const { made } = this;
    return made
      .filter((group) => !this.isInsideAnother(group))
      .sort((a, b) => b.group.cost - a.group.cost || (a.group.id < b.group.id ? -1 : 1));
  }

  private wholeFiles(files: readonly IndexedFile[]): void {
    const [first] = files;
    if (first === undefined || first.units.length < LEAST_UNITS_OF_FILE) return;
    if (!first.units.some((unit) => isWorthTelling(unit, 'exact'))) return;
    for (const { units } of files.slice(1)) for (const unit of units) this.covered.add(unit);
    const members = files.map((file) => this.fileMember(file));
    const contents = files.map(({ signature }) => signature);
    this.push({ kind: 'exact', similarity: 1, tokens: first.tokens, wholeFile: true }, members, contents);
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
  private nearUnits(): void {
    const taken = new Set<UnitClass>();
    const centres = [...this.input.near.entries()]
      .filter(([, partners]) => this.mayBeTold(partners))
      .map(([centre, partners]) => ({ centre, partners, nearness: nearnessOf(partners) }))
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
    for (const verdict of partners.values()) if (this.isNearEnough(verdict)) return true;
    return false;
  }

  private isNearEnough({ kind, similarity }: Verdict): boolean {
    return kind !== 'near' || similarity >= this.input.minSimilarity;
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
    const joining: { partner: UnitClass; unit: CodeUnit; verdict: Verdict }[] = [];
    for (const [partner, verdict] of partners) {
      if (verdict.kind !== kind || !this.isNearEnough(verdict) || taken.has(partner)) continue;
      const unit = this.representative(partner);
      if (unit === undefined) continue;
      const needed = neededSimilarity(Math.min(first.tokens, unit.tokens), this.input.minSimilarity);
      if (kind !== 'near' || verdict.similarity >= needed) joining.push({ partner, unit, verdict });
    }
    return joining;
  }

  /** @returns whether there are enough of them to be a group */
  private unitGroup(kind: DuplicateKind, similarity: number, found: readonly CodeUnit[]): boolean {
    if (!this.input.kinds.has(kind)) return false;
    const units = found.filter((unit) => isWorthTelling(unit, kind));
    if (units.length < 2 || largest(units) < this.input.minTokens) return false;
    const members = units.map((unit) => this.unitMember(unit));
    const facts = { kind, similarity, tokens: smallest(units), wholeFile: false };
    const made = this.push(facts, members, units.map(contentOf));
    this.unitsOf.set(made, units);
    for (const unit of units) if (!this.groupOf.has(unit)) this.groupOf.set(unit, made);
    return true;
  }

  private push(
    facts: Pick<DuplicateGroup, 'kind' | 'similarity' | 'tokens' | 'wholeFile'>,
    members: DuplicateMember[],
    contents: readonly string[],
  ): MadeGroup {
    const id = contentHash(JSON.stringify([facts.kind, [...contents].sort()]));
    const cost = facts.tokens * (members.length - 1);
    const made = { group: { id, ...facts, cost, members }, contents };
    this.made.push(made);
    return made;
  }

  /** Whether another group says it all: every member is one of its members or lies within one, and some lie within. */
  private isInsideAnother(made: MadeGroup): boolean {
    const units = this.unitsOf.get(made);
    if (units === undefined) return false;
    let around: MadeGroup | undefined;
    let within = 0;
    for (const unit of units) {
      const outer = this.outerOf(unit);
      const own = this.groupOf.get(unit);
      const group = outer ?? (own === made ? undefined : own);
      if (group === undefined || group === made || (around !== undefined && around !== group)) return false;
      around = group;
      if (outer !== undefined) within++;
    }
    return within > 0;
  }

  /** The group of the unit around a unit. */
  private outerOf(unit: CodeUnit): MadeGroup | undefined {
    const units = this.input.index.fileAt(unit.path)?.units ?? [];
    const outer = units.find((other) => contains(other, unit) && this.groupOf.has(other));
    return outer && this.groupOf.get(outer);
  }

  private unitMember(unit: CodeUnit): DuplicateMember {
    const { path, startLine, endLine, nameLine, symbol, container, kind, language, tokens } = unit;
    const { folder } = this.input;
    return { folder, path, startLine, endLine, nameLine, symbol, container, kind, language, tokens };
  }

  private fileMember({ path, lines, units, tokens }: IndexedFile): DuplicateMember {
    const { folder } = this.input;
    const language = units[0]?.language ?? '';
    const place = { startLine: 1, endLine: lines, nameLine: 1 };
    return { folder, path, ...place, symbol: '', container: '', kind: 'file', language, tokens };
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

function contains(outer: CodeUnit, inner: CodeUnit): boolean {
  return (
    outer.startLine <= inner.startLine &&
    outer.endLine >= inner.endLine &&
    (outer.startLine < inner.startLine || outer.endLine > inner.endLine)
  );
}

/**
 * The groups of one folder, kept up to date: whole files first, then the units. Classes that hang together by being near are a component; a
 * change has only the components that it touches made anew. What comes of it is the same as if all had been made anew.
 */
import { throwIfAborted } from '../base/errors';
import { groupsOfComponent, isNearEnough, type UnitGroup } from './componentGroups';
import type { UnitClass } from './duplicateIndex';
import type { IndexChanges } from './indexChanges';
import { byCost, type GroupingInput, type MadeGroup } from './madeGroup';
import { NestedGroups } from './nestedGroups';
import type { TimeSlices } from './timeSlices';
import { WholeFileGroups } from './wholeFiles';

/** All groups made anew, the dearest first. */
export function makeGroups(input: GroupingInput): readonly MadeGroup[] {
  return new Grouping(input, { take: () => undefined }).groups();
}

interface Component {
  classes: readonly UnitClass[];
  groups: readonly UnitGroup[];
}

/** Groups that follow the changes of an index. */
export class Grouping {
  private files: WholeFileGroups;
  private nested: NestedGroups;
  private readonly componentOf = new Map<UnitClass, Component>();
  private made: readonly MadeGroup[] = [];
  /** Undefined when all has to be made anew: at first, and after an update that was not brought to its end. */
  private state: 'complete' | 'updating' | undefined;

  constructor(
    private readonly input: GroupingInput,
    private readonly changes: Pick<IndexChanges, 'take'>,
  ) {
    this.files = new WholeFileGroups(input);
    this.nested = new NestedGroups(input.index);
  }

  /** All groups as they are now, the dearest first; while {@link update} is at work, those before it. */
  groups(): readonly MadeGroup[] {
    if (this.state === 'updating') return this.made;
    try {
      const steps = this.steps();
      while (steps.next().done !== true);
    } finally {
      this.ended();
    }
    return this.made;
  }

  /**
   * Does the same in slices. Nothing of the index may change meanwhile.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal; the next update makes all groups anew
   */
  async update(slices: Pick<TimeSlices, 'pause'>, signal: AbortSignal): Promise<void> {
    const steps = this.steps();
    try {
      while (steps.next().done !== true) {
        await slices.pause();
        throwIfAborted(signal);
      }
    } finally {
      this.ended();
    }
  }

  private ended(): void {
    if (this.state === 'updating') this.state = undefined;
  }

  private *steps(): Generator<undefined, void> {
    if (this.state === undefined) this.forget();
    const changes = this.state === undefined ? undefined : this.changes.take();
    if (changes !== undefined && changes.signatures.size === 0 && changes.classes.size === 0) return;
    this.state = 'updating';
    const touched = new Set<UnitClass>(changes?.classes ?? this.allClasses());
    for (const signature of changes?.signatures ?? this.input.index.signatures()) {
      for (const unit of this.files.update(signature)) {
        const unitClass = this.input.index.classOfUnit(unit);
        if (unitClass !== undefined) touched.add(unitClass);
      }
      yield;
    }
    yield* this.regroup(touched);
    yield* this.nested.update();
    this.made = [...this.files.groups(), ...this.nested.groups()].sort(byCost);
    this.state = 'complete';
  }

  /** Forgets all groups, to make them anew. */
  private forget(): void {
    this.changes.take();
    this.files = new WholeFileGroups(this.input);
    this.nested = new NestedGroups(this.input.index);
    this.componentOf.clear();
  }

  /** Classes that groups may be made of: others have neither a copy nor anything near. */
  private *allClasses(): Generator<UnitClass> {
    yield* this.input.index.sharedClasses();
    for (const [unitClass] of this.input.near.entries()) yield unitClass;
  }

  /** Makes the components of classes anew. */
  private *regroup(touched: Set<UnitClass>): Generator<undefined, void> {
    for (const unitClass of [...touched]) {
      const component = this.componentOf.get(unitClass);
      if (component === undefined) continue;
      for (const group of component.groups) this.nested.remove(group);
      for (const one of component.classes) {
        this.componentOf.delete(one);
        touched.add(one);
      }
    }
    const seen = new Set<UnitClass>();
    for (const unitClass of touched) {
      if (seen.has(unitClass) || this.input.index.classOf(unitClass.row) !== unitClass) continue;
      const classes = this.reachedFrom(unitClass, seen);
      const groups = groupsOfComponent(this.input, this.files.covered, classes);
      for (const group of groups) this.nested.add(group);
      const component = { classes, groups };
      // A class of its own without a group needs no place.
      if (classes.length > 1 || groups.length > 0)
        for (const one of classes) this.componentOf.set(one, component);
      yield;
    }
  }

  /** The classes that hang together with one. @param seen is given all of them */
  private reachedFrom(start: UnitClass, seen: Set<UnitClass>): UnitClass[] {
    const classes = [start];
    seen.add(start);
    for (const unitClass of classes)
      for (const [partner, verdict] of this.input.near.partnersOf(unitClass))
        if (!seen.has(partner) && isNearEnough(verdict, this.input.minSimilarity)) {
          seen.add(partner);
          classes.push(partner);
        }
    return classes;
  }
}

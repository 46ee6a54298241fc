import type { UnitClass } from './duplicateIndex';

/** What has changed since it was taken last, of which groups must be made anew. */
export interface TakenChanges {
  /** Classes whose units, or whose near ones, are others; some are gone. */
  classes: ReadonlySet<UnitClass>;
  /** Signatures that files have got or lost. */
  signatures: ReadonlySet<string>;
}

/** Takes note of what changes in an index and its near pairs. As long as nobody has taken it, everything counts as changed. */
export class IndexChanges {
  private classes = new Set<UnitClass>();
  private signatures = new Set<string>();
  private isTaken = false;

  classChanged(unitClass: UnitClass): void {
    if (this.isTaken) this.classes.add(unitClass);
  }

  filesChanged(signature: string): void {
    if (this.isTaken) this.signatures.add(signature);
  }

  /** @returns undefined when everything is new */
  take(): TakenChanges | undefined {
    const { classes, signatures, isTaken } = this;
    this.isTaken = true;
    this.classes = new Set();
    this.signatures = new Set();
    return isTaken ? { classes, signatures } : undefined;
  }
}

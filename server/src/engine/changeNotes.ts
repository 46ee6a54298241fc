/** Events of one branch switch or save-all arrive within this; a person does not notice it. */
const COALESCE_MS = 150;

/** So few paths are a save by another program, which is waited for like one of the editor: long enough for what replaces a file in two steps. */
const FEW_PATHS = 3;
const COALESCE_FEW_MS = 40;

/** What an editor saves is passed on at once, less the time in which the watcher tells of the same file. */
const SAVED_MS = 10;

/** Changes that go on without a pause are passed on after this all the same. */
const MAX_WAIT_MS = 2_000;

/**
 * More paths than this are one change of the whole folder, which a walk sees faster than a look at each. Their names
 * need not be kept.
 */
const MAX_PATHS = 2_000;

/** Gathers paths that may have changed and passes them on together, the whole folder when they are many. */
export class ChangeNotes {
  private readonly paths = new Set<string>();
  private isMany = false;
  private timer: NodeJS.Timeout | undefined;
  private dueMs = Infinity;
  private firstMs = Infinity;

  /** @param pass given the paths, or undefined for the whole folder */
  constructor(private readonly pass: (paths: string[] | undefined) => void) {}

  get isEmpty(): boolean {
    return this.paths.size === 0 && !this.isMany;
  }

  /** @param saved an editor says that its user has just saved them */
  note(paths: Iterable<string>, saved: boolean): void {
    for (const path of paths) {
      if (this.isMany) break;
      this.paths.add(path);
      if (this.paths.size <= MAX_PATHS) continue;
      this.isMany = true;
      this.paths.clear();
    }
    if (!this.isEmpty) this.plan(saved ? SAVED_MS : this.coalesceMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private get coalesceMs(): number {
    return !this.isMany && this.paths.size <= FEW_PATHS ? COALESCE_FEW_MS : COALESCE_MS;
  }

  /** Each note waits anew for what comes with it, within bounds; one that is saved is waited for by a person. */
  private plan(waitMs: number): void {
    const now = performance.now();
    this.firstMs = Math.min(this.firstMs, now);
    const wanted = Math.min(now + waitMs, this.firstMs + MAX_WAIT_MS);
    if (waitMs === SAVED_MS && this.dueMs < wanted) return;
    this.dueMs = wanted;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, wanted - now));
  }

  private flush(): void {
    const paths = this.isMany ? undefined : [...this.paths];
    this.paths.clear();
    this.isMany = false;
    this.dueMs = Infinity;
    this.firstMs = Infinity;
    this.pass(paths);
  }
}

import { folderOf, nearFoldersOf, type OrderContext, type OrderedFile, priorityOf } from './indexOrder';

/** What the user is at in one folder, for the order in which its files are indexed. Paths are relative with `/`. */
export class Attention {
  private open: ReadonlySet<string> = new Set();
  private visible: ReadonlySet<string> = new Set();
  private recent: ReadonlyMap<string, number> = new Map();
  private nearFolders: ReadonlySet<string> = new Set();

  constructor(private readonly now: () => number = Date.now) {}

  setOpen(paths: Iterable<string>): void {
    this.open = new Set(paths);
    this.update();
  }

  setVisible(paths: Iterable<string>): void {
    this.visible = new Set(paths);
    this.update();
  }

  /** @param paths the latest change first */
  setRecent(paths: Iterable<string>): void {
    this.recent = new Map([...paths].map((path, place) => [path, place]));
    this.update();
  }

  /** Every path that goes before the others. */
  *paths(): Generator<string> {
    yield* this.visible;
    yield* this.open;
    yield* this.recent.keys();
  }

  /** Whether a file stands beside one that the user is at. */
  isNear(path: string): boolean {
    return this.nearFolders.has(folderOf(path));
  }

  priorityOf(file: OrderedFile): number {
    return priorityOf(file, this.context);
  }

  private get context(): OrderContext {
    const { open, visible, recent, nearFolders } = this;
    return { open, visible, recent, nearFolders, nowMs: this.now() };
  }

  private update(): void {
    this.nearFolders = nearFoldersOf(this.open, this.visible, this.recent.keys());
  }
}

import { waitFor } from '../base/gate';

/**
 * Paths that wait to be indexed, each once, by priority: a path pushed again keeps its place or moves ahead. Bounded by
 * the number of files, since it holds names alone.
 */
export class IndexQueue {
  /** By priority; those of one priority in the order of their first push. */
  private readonly byPriority = new Map<number, Set<string>>();
  /** The priorities in use, the highest first. */
  private priorities: number[] = [];
  private readonly priorityByPath = new Map<string, number>();
  private wakers: (() => void)[] = [];

  get size(): number {
    return this.priorityByPath.size;
  }

  has(path: string): boolean {
    return this.priorityByPath.has(path);
  }

  /** The priority of what comes next; undefined when nothing waits. */
  get highest(): number | undefined {
    return this.priorities[0];
  }

  paths(): IterableIterator<string> {
    return this.priorityByPath.keys();
  }

  push(path: string, priority: number): void {
    const before = this.priorityByPath.get(path);
    if (before === undefined || before < priority) {
      if (before !== undefined) this.takeOut(path, before);
      this.priorityByPath.set(path, priority);
      this.setOf(priority).add(path);
    }
    this.wake();
  }

  /** Resolves when there is something to take, or when {@link wake} is called. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.size === 0) await waitFor((waker) => this.wakers.push(waker), signal);
  }

  /** Lets all that {@link wait} go on, to look at what else has changed. */
  wake(): void {
    for (const waker of this.wakers.splice(0)) waker();
  }

  /** Takes the first paths out, at most `limit`, of a priority of at least `lowest`. */
  take(limit: number, lowest = -Infinity): string[] {
    const taken: string[] = [];
    while (taken.length < limit) {
      const [priority] = this.priorities;
      if (priority === undefined || priority < lowest) break;
      for (const path of this.setOf(priority)) {
        if (taken.length === limit) break;
        taken.push(path);
        this.priorityByPath.delete(path);
        this.takeOut(path, priority);
      }
    }
    return taken;
  }

  clear(): void {
    this.byPriority.clear();
    this.priorityByPath.clear();
    this.priorities = [];
  }

  private setOf(priority: number): Set<string> {
    const known = this.byPriority.get(priority);
    if (known !== undefined) return known;
    const made = new Set<string>();
    this.byPriority.set(priority, made);
    const at = this.priorities.findIndex((other) => other < priority);
    this.priorities.splice(at < 0 ? this.priorities.length : at, 0, priority);
    return made;
  }

  private takeOut(path: string, priority: number): void {
    const set = this.byPriority.get(priority);
    set?.delete(path);
    if (set?.size !== 0) return;
    this.byPriority.delete(priority);
    this.priorities.splice(this.priorities.indexOf(priority), 1);
  }
}

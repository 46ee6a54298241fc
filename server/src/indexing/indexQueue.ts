import { waitFor } from '../base/gate';

/** What goes first: a file the user works on, or one that the walk came across. */
export const Priority = { background: 0, foreground: 1 } as const;

export type Priority = (typeof Priority)[keyof typeof Priority];

/**
 * Paths that wait to be indexed, each once: a path pushed again keeps its place or moves ahead. Bounded by the
 * number of files, since it holds names alone.
 */
export class IndexQueue {
  private readonly foreground = new Set<string>();
  private readonly background = new Set<string>();
  private wakers: (() => void)[] = [];

  get size(): number {
    return this.foreground.size + this.background.size;
  }

  has(path: string): boolean {
    return this.foreground.has(path) || this.background.has(path);
  }

  *paths(): Generator<string> {
    yield* this.foreground;
    yield* this.background;
  }

  push(path: string, priority: Priority): void {
    if (priority === Priority.foreground) {
      this.background.delete(path);
      this.foreground.add(path);
    } else if (!this.foreground.has(path)) this.background.add(path);
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

  /** Takes the first paths out, at most `limit`. */
  take(limit: number): string[] {
    const taken: string[] = [];
    for (const set of [this.foreground, this.background])
      for (const path of set) {
        if (taken.length === limit) return taken;
        set.delete(path);
        taken.push(path);
      }
    return taken;
  }

  clear(): void {
    this.foreground.clear();
    this.background.clear();
  }
}

/** Twenty are more than one screen of a quick pick shows. */
const MAX_RECENT = 20;

/** Under which key they are kept with the workspace. */
const KEY = 'akin.recentQueries';

/** Where a workspace's memory is kept; VS Code's `Memento` is one. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The queries that led somewhere in this workspace, newest first. */
export class RecentQueries {
  private queries: readonly string[];

  constructor(private readonly memory: Memory) {
    const kept = memory.get(KEY);
    this.queries = Array.isArray(kept) ? kept.filter((query) => typeof query === 'string') : [];
  }

  get all(): readonly string[] {
    return this.queries;
  }

  /** Puts a query at the front, once. */
  add(query: string): void {
    const text = query.trim();
    if (text === '') return;
    this.keep([text, ...this.queries.filter((other) => other !== text)].slice(0, MAX_RECENT));
  }

  /** Forgets them all. */
  clear(): void {
    this.keep([]);
  }

  private keep(queries: readonly string[]): void {
    this.queries = queries;
    void this.memory.update(KEY, queries);
  }
}

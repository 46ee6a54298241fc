/** Twenty are more than one screen of a quick pick shows. */
const MAX_RECENT = 20;

/** The queries of this session that led somewhere, newest first; gone when the window closes. */
export class RecentQueries {
  private queries: readonly string[] = [];

  get all(): readonly string[] {
    return this.queries;
  }

  /** Puts a query at the front, once. */
  add(query: string): void {
    const text = query.trim();
    if (text === '') return;
    this.queries = [text, ...this.queries.filter((other) => other !== text)].slice(0, MAX_RECENT);
  }
}

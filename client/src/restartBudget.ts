/**
 * Bounds how often a crashing server is started again. The defaults are those of VS Code's own language clients:
 * the fifth crash within three minutes ends it.
 */
export class RestartBudget {
  private crashes: number[] = [];

  constructor(
    private readonly maxRestarts = 4,
    private readonly windowMs = 180_000,
  ) {}

  /** Notes a crash. @returns milliseconds to wait before the restart, or undefined when the budget is spent. */
  spend(nowMs: number): number | undefined {
    this.crashes = this.crashes.filter((at) => nowMs - at < this.windowMs);
    this.crashes.push(nowMs);
    if (this.crashes.length > this.maxRestarts) return undefined;
    // 0.5 s, 1 s, 2 s, 4 s: quick after a single crash, kind to the machine in a crash loop.
    return 500 * 2 ** (this.crashes.length - 1);
  }

  /** Forgets the crashes, after a person asked for a restart. */
  reset(): void {
    this.crashes = [];
  }
}

/** A clock that a test sets. */
export class ManualClock {
  nowMs = 1_000;
  readonly read = (): number => this.nowMs;

  advance(ms: number): void {
    this.nowMs += ms;
  }
}

/** A wall clock that a test moves, forwards or backwards. */
export class Clock {
  /** Some day in 2025. */
  ms = 1_750_000_000_000;

  readonly now = (): number => this.ms;

  /** @param by milliseconds, negative for a clock that is set back */
  move(by: number): void {
    this.ms += by;
  }
}

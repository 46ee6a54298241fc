/** Older steps than this say nothing about the speed of now. */
const WINDOW_MS = 10_000;

/** Files per second over the last seconds. */
export class Throughput {
  private readonly steps: { atMs: number; files: number }[] = [];

  /** @param now milliseconds of a clock that is never set */
  constructor(private readonly now: () => number = () => performance.now()) {}

  add(files: number): void {
    this.steps.push({ atMs: this.now(), files });
    this.forgetOld();
  }

  /** Undefined until two steps have been made. */
  perSecond(): number | undefined {
    this.forgetOld();
    const [first] = this.steps;
    if (first === undefined || this.steps.length < 2) return undefined;
    const elapsedMs = this.now() - first.atMs;
    const files = this.steps.slice(1).reduce((sum, step) => sum + step.files, 0);
    return elapsedMs > 0 ? (files * 1000) / elapsedMs : undefined;
  }

  private forgetOld(): void {
    const oldest = this.now() - WINDOW_MS;
    while ((this.steps[0]?.atMs ?? Infinity) < oldest) this.steps.shift();
  }
}

/** Below this, two turns are told apart by nobody; it also bounds how many are kept. */
const LEAST_US = 100;

/** Notes when turns of the event loop begin, on the clock of the profiler. It keeps the loop turning, and one processor busy. */
export class TurnWatch {
  private readonly begins: number[] = [];
  private isOn = true;

  constructor() {
    this.turn();
  }

  /** @returns when turns began, in microseconds */
  end(): number[] {
    this.isOn = false;
    return this.begins;
  }

  private turn(): void {
    const us = Number(process.hrtime.bigint() / 1000n);
    if (us - (this.begins.at(-1) ?? -Infinity) >= LEAST_US) this.begins.push(us);
    if (this.isOn) setImmediate(() => this.turn());
  }
}

import { type ThreadTime, ThreadTimes } from './threadTimes';

/** A turn of the event loop, and what its thread had done with its time until then. */
export interface Turn extends ThreadTime {
  /** When it began, in microseconds of the profiler's clock. */
  beginUs: number;
}

/** Below this, two turns are told apart by nobody; it also bounds how many are kept. */
const LEAST_US = 100;

/**
 * Notes when turns of the event loop begin, on the clock of the profiler. It wakes nobody: while there is nothing to do the
 * loop waits as ever, and a processor is left to those who need it.
 */
export class TurnWatch {
  private readonly turns: Turn[] = [];
  private readonly times = new ThreadTimes();
  private isOn = true;

  constructor() {
    this.turn();
  }

  /** @returns the turns that began, in their order */
  end(): Turn[] {
    this.isOn = false;
    this.turns.push(this.now());
    this.times.close();
    return this.turns;
  }

  private turn(): void {
    if (!this.isOn) return;
    const now = this.now();
    if (now.beginUs - (this.turns.at(-1)?.beginUs ?? -Infinity) >= LEAST_US) this.turns.push(now);
    setImmediate(() => this.turn()).unref();
  }

  private now(): Turn {
    return { beginUs: Number(process.hrtime.bigint() / 1000n), ...this.times.now() };
  }
}

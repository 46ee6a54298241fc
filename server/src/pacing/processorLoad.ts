import { cpus } from 'node:os';

/** Ticks in milliseconds since the machine or the process started. */
export interface ProcessorTimes {
  /** Of all processors together. */
  busyMs: number;
  idleMs: number;
  /** Of this process with all of its threads. */
  ownMs: number;
}

/** The figures of this machine; in a container those of its host. */
export function realProcessorTimes(): ProcessorTimes {
  let busyMs = 0;
  let idleMs = 0;
  for (const { times } of cpus()) {
    busyMs += times.user + times.nice + times.sys + times.irq;
    idleMs += times.idle;
  }
  const { user, system } = process.cpuUsage();
  return { busyMs, idleMs, ownMs: (user + system) / 1000 };
}

/** The kernel counts in steps of 10 ms: over less than this many ms of all processors, shares are noise. */
const LEAST_SPAN_MS = 400;

/** How much of the processors other programs use, from one look to the next. */
export class ProcessorLoad {
  private last: ProcessorTimes | undefined;
  private others = 0;

  constructor(private readonly read: () => ProcessorTimes = realProcessorTimes) {}

  /** Share of all processors' time that other programs used between the last two looks; 0 while unknown. */
  othersShare(): number {
    const times = this.tryRead();
    if (times === undefined) return this.others;
    const { last } = this;
    this.last ??= times;
    if (last === undefined) return this.others;
    const busy = times.busyMs - last.busyMs;
    const span = busy + times.idleMs - last.idleMs;
    // Counters that went back, as after a sleep, or a processor that was taken away, begin a new span.
    if (span >= 0 && span < LEAST_SPAN_MS) return this.others;
    this.last = times;
    if (span > 0) this.others = Math.min(1, Math.max(0, (busy - (times.ownMs - last.ownMs)) / span));
    return this.others;
  }

  private tryRead(): ProcessorTimes | undefined {
    try {
      return this.read();
    } catch {
      return undefined;
    }
  }
}

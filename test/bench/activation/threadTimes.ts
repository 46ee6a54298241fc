import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** Linux: nanoseconds that the thread ran, nanoseconds that it was ready to and had no processor, and how often it ran. */
const SCHEDULE = '/proc/thread-self/schedstat';

/** Three numbers of at most twenty digits. */
const MAX_BYTES = 64;

/** Microseconds since the thread was made; 0 where the system does not tell. */
export interface ThreadTime {
  /** It had a processor. */
  ranUs: number;
  /** It was ready to run while other threads and processes had the processors: what holds it up then is not its own work. */
  waitedUs: number;
}

/** What the present thread did with its time. */
export class ThreadTimes {
  private readonly file = existsSync(SCHEDULE) ? openSync(SCHEDULE, 'r') : undefined;
  private readonly bytes = Buffer.alloc(MAX_BYTES);

  now(): ThreadTime {
    if (this.file === undefined) return { ranUs: 0, waitedUs: 0 };
    const length = readSync(this.file, this.bytes, 0, MAX_BYTES, 0);
    const [ran = 0, waited = 0] = this.bytes.toString('latin1', 0, length).split(' ').map(Number);
    return { ranUs: ran / 1000, waitedUs: waited / 1000 };
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}

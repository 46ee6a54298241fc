import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** Linux: nanoseconds that the thread ran, nanoseconds that it was ready to and had no processor, and how often it ran. */
const SCHEDULE = '/proc/thread-self/schedstat';

/** Three numbers of at most twenty digits. */
const MAX_BYTES = 64;

/** How long the present thread waited while other threads and processes had the processors: what holds it up then is not its own work. */
export class WaitedTime {
  private readonly file = existsSync(SCHEDULE) ? openSync(SCHEDULE, 'r') : undefined;
  private readonly bytes = Buffer.alloc(MAX_BYTES);

  /** @returns microseconds since the thread was made; 0 where the system does not tell */
  us(): number {
    if (this.file === undefined) return 0;
    const length = readSync(this.file, this.bytes, 0, MAX_BYTES, 0);
    return Number(this.bytes.toString('latin1', 0, length).split(' ')[1] ?? 0) / 1000;
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}

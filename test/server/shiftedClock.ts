import { writeFileSync } from 'node:fs';
import type { ScratchFolder } from '../unit/scratchFolder';

/** The wall clock of a server, which a test sets while it runs. */
export class ShiftedClock {
  /** Options of the runtime that give it this clock. */
  readonly nodeOptions: readonly string[];
  private readonly file: string;

  /** Written into a scratch folder; right until {@link set}. */
  constructor(scratch: ScratchFolder) {
    this.file = scratch.write('clock', '0');
    const script = scratch.write(
      'shiftedClock.cjs',
      `const { readFileSync } = require('node:fs');
       const { now } = Date;
       Date.now = () => now() + Number(readFileSync(${JSON.stringify(this.file)}, 'utf8'));`,
    );
    this.nodeOptions = ['--require', script];
  }

  /** @param aheadMs how far ahead of the right time it is; negative for one that was set back */
  set(aheadMs: number): void {
    writeFileSync(this.file, String(aheadMs));
  }
}

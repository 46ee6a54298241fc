import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/**
 * Hands on, line by line, what a process writes that should write nothing: what reads lines is made when there are some, as it
 * takes milliseconds of the start of the process.
 */
export function tellLines(output: Readable, tell: (line: string) => void): void {
  output.once('readable', () => {
    createInterface({ input: output, crlfDelay: Infinity }).on('line', tell);
  });
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Has V8 collect the main thread's garbage now, in one pause of some 100 ms for a heap of 500 MB; buffers that only
 * garbage held are freed with it. Where V8 does not let itself be asked, nothing happens.
 * @returns whether a collection was made
 */
export function collectGarbage(): boolean {
  try {
    collect ??= exposeCollection();
    collect();
    return true;
  } catch {
    return false;
  }
}

function exposeCollection(): () => void {
  setFlagsFromString('--expose_gc');
  return runInNewContext('gc') as () => void;
}

import { foreground } from '../base/foreground';

/** Work that is done before others have their turn; the editor's requests wait no longer. */
const SLICE_MS = 8;

/** Cuts long work on the main thread into slices, between which everything else that waits is done. */
export class TimeSlices {
  private end = performance.now() + SLICE_MS;

  /**
   * Lets others have their turn when the slice is over, and a search all of its turns: it has ten and more, and with a slice after each it took four times
   * as long. Asked often, it costs little.
   */
  async pause(): Promise<void> {
    if (performance.now() < this.end) return;
    await new Promise((resolve) => setImmediate(resolve));
    await foreground.whenClear();
    this.end = performance.now() + SLICE_MS;
  }
}

/** Work that is done before others have their turn; the editor's requests wait no longer. */
const SLICE_MS = 8;

/** Cuts long work on the main thread into slices, between which everything else that waits is done. */
export class TimeSlices {
  private end = performance.now() + SLICE_MS;

  /** Lets others have their turn when the slice is over. Asked often, it costs little. */
  async pause(): Promise<void> {
    if (performance.now() < this.end) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.end = performance.now() + SLICE_MS;
  }
}

import type { StoreChange } from '../store/chunkStore';

/** What a person waits for. */
export type Wait = 'firstSearchable' | 'saveToSearchable';

/** Measures how long it takes until the first file of a folder, and each saved one, can be found. */
export class WaitingTimes {
  private readonly createdMs = performance.now();
  private hasFirst = false;
  /** Saved files that cannot be found yet, each with the time of its last save. */
  private readonly savedAtMs = new Map<string, number>();

  /** @param onMeasured told in milliseconds */
  constructor(private readonly onMeasured: (what: Wait, ms: number) => void) {}

  /** An editor says that its user has just saved these. */
  saved(paths: Iterable<string>): void {
    for (const path of paths) this.savedAtMs.set(path, performance.now());
  }

  /** What can be found from now on. */
  committed({ files, chunks }: StoreChange): void {
    const now = performance.now();
    if (!this.hasFirst && chunks.length > 0) {
      this.hasFirst = true;
      this.onMeasured('firstSearchable', now - this.createdMs);
    }
    for (const { path } of files) {
      const savedAtMs = this.savedAtMs.get(path);
      if (savedAtMs !== undefined) this.onMeasured('saveToSearchable', now - savedAtMs);
      this.savedAtMs.delete(path);
    }
  }
}

/** Paths that are on their way into the store, each as often as it has set out: one saved again is there twice. */
export class UnderWay {
  private readonly times = new Map<string, number>();

  /** Different paths. */
  get size(): number {
    return this.times.size;
  }

  paths(): IterableIterator<string> {
    return this.times.keys();
  }

  add(path: string): void {
    this.times.set(path, (this.times.get(path) ?? 0) + 1);
  }

  /** One of the times that a path has set out is over. */
  delete(path: string): void {
    const left = (this.times.get(path) ?? 0) - 1;
    if (left > 0) this.times.set(path, left);
    else this.times.delete(path);
  }

  clear(): void {
    this.times.clear();
  }
}

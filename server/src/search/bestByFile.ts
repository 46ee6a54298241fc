/** Less than any score or cosine. */
export const NONE = -2;

/**
 * The three greatest values of every file, their sum and how many there were, by file id. Filled in one pass over all chunks of
 * a folder, hence flat arrays: an object for each file costs more than the pass.
 */
export class BestByFile {
  readonly sum: Float64Array;
  readonly count: Int32Array;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private readonly third: Float32Array;

  /** @param files one more than the largest file id */
  constructor(files: number) {
    this.sum = new Float64Array(files);
    this.count = new Int32Array(files);
    this.first = new Float32Array(files).fill(NONE);
    this.second = new Float32Array(files).fill(NONE);
    this.third = new Float32Array(files).fill(NONE);
  }

  /** Takes in some values of a file at once: how many, their sum, and the greatest three, in order, of those there are. */
  addRun(file: number, count: number, sum: number, first: number, second: number, third: number): void {
    this.count[file] = (this.count[file] as number) + count;
    this.sum[file] = (this.sum[file] as number) + sum;
    this.take(file, first);
    if (count > 1) this.take(file, second);
    if (count > 2) this.take(file, third);
  }

  private take(file: number, value: number): void {
    if (value <= (this.third[file] as number)) return;
    if (value <= (this.second[file] as number)) {
      this.third[file] = value;
      return;
    }
    this.third[file] = this.second[file] as number;
    if (value <= (this.first[file] as number)) {
      this.second[file] = value;
      return;
    }
    this.second[file] = this.first[file] as number;
    this.first[file] = value;
  }

  /** NaN when there is no value. */
  greatest(file: number): number {
    return this.count[file] === 0 ? Number.NaN : (this.first[file] as number);
  }

  /** The sum of the greatest three, or of as many as there are. */
  sumOfBest(file: number): number {
    const count = this.count[file] as number;
    const first = count > 0 ? (this.first[file] as number) : 0;
    const second = count > 1 ? (this.second[file] as number) : 0;
    return first + second + (count > 2 ? (this.third[file] as number) : 0);
  }

  /** The mean of the greatest three, or of as many as there are; NaN when there is none. */
  meanOfBest(file: number): number {
    return this.sumOfBest(file) / Math.min(3, this.count[file] as number);
  }
}

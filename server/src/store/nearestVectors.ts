import { rm } from 'node:fs/promises';
import type { PlacedVector } from './chunkRows';
import type { NearestTable } from './nearestTable';
import { type FoundVector, VectorFile } from './vectorFile';

/** Fewer rows than this are looked at in the table itself as fast, and make no partitions worth training. */
export const LEAST_ROWS = 5_000;

/** The vectors are written anew when more files than this have changed since. */
const MAX_CHANGED_PATHS = 500;

export interface NearestVectorsOptions {
  /** Absolute path of the file that the vectors are written to. */
  file: string;
  dimensions: number;
  table: NearestTable;
}

/**
 * The vectors of a store once more, for a folder whose vectors are neither in memory nor quickly looked through in their table: in a
 * file, all of which is read for each search, and where that takes too long in partitions. Made anew when nothing else is to do; the
 * store is asked about what has changed since.
 */
export class NearestVectors {
  private file: VectorFile | undefined;
  private isBuilding = false;
  private isClosed = false;
  /** Paths whose rows are not those of the store any more. */
  private readonly stale = new Set<string>();

  constructor(private readonly options: NearestVectorsOptions) {}

  get isBuilt(): boolean {
    return this.file !== undefined || this.options.table.isBuilt;
  }

  /** Whether it is there, and not much has changed since. */
  get isFresh(): boolean {
    return this.isBuilt && this.stale.size < MAX_CHANGED_PATHS;
  }

  /** Paths that the store has to be asked about instead. */
  get changedPaths(): ReadonlySet<string> {
    return this.stale;
  }

  noteChanged(paths: Iterable<string>): void {
    if (this.isBuilt || this.isBuilding) for (const path of paths) this.stale.add(path);
  }

  /**
   * Takes all vectors of the store.
   * @param inTurn runs something among the writes of the store, one after another
   * @param read begins to read them
   * @param latencyGoalMs partitions are made when looking at all takes longer
   */
  async build(
    inTurn: (write: () => Promise<void>) => Promise<void>,
    read: () => AsyncIterable<readonly PlacedVector[]>,
    latencyGoalMs: number,
  ): Promise<void> {
    const { table, dimensions } = this.options;
    try {
      // Between two writes: the one before is read, and the next is noted.
      await inTurn(async () => {
        this.isBuilding = true;
        await this.drop();
      });
      const file = await this.write(read());
      const startedMs = performance.now();
      await file.search(new Float32Array(dimensions).fill(1), 1, this.stale);
      const takesMs = performance.now() - startedMs;
      if (!this.isClosed && takesMs <= latencyGoalMs) {
        this.file = file;
        return;
      }
      await file.dispose();
      if (!this.isClosed) await table.build(read());
    } finally {
      this.isBuilding = false;
    }
  }

  private async write(vectors: AsyncIterable<readonly PlacedVector[]>): Promise<VectorFile> {
    const file = await VectorFile.create(this.options.file, this.options.dimensions);
    try {
      for await (const rows of vectors) {
        for (const { path, startLine, bytes } of rows) await file.add(path, startLine, bytes);
        if (this.isClosed) break;
      }
      await file.flush();
      return file;
    } catch (error) {
      await file.dispose();
      throw error;
    }
  }

  /** Nearest first. */
  async search(vector: Float32Array, limit: number): Promise<FoundVector[]> {
    if (this.file !== undefined) return this.file.search(vector, limit, this.stale);
    return this.options.table.search(vector, limit, this.stale);
  }

  async drop(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    this.stale.clear();
    await file?.dispose();
    // A process that was killed has left its own.
    await rm(this.options.file, { force: true });
    await this.options.table.drop();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.file?.dispose();
    this.options.table.close();
  }
}

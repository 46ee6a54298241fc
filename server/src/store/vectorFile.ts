import { type FileHandle, open, rm } from 'node:fs/promises';
import { type ByteVector, unitFactor } from '../base/byteVector';
import { VectorMatrix } from '../base/vectors/vectorMatrix';

/** Rows that are written, read and compared at a time: 1 MB of 256 dimensions. */
const BLOCK_ROWS = 4_096;

/** More candidates than this many times the limit are cut back to the limit. */
const SPARE = 4;

/** A row that was found, by the place of its chunk. */
export interface FoundVector {
  path: string;
  startLine: number;
  /** The cosine. */
  score: number;
}

/**
 * Vectors in a file of their own, as bytes in rows, for a folder whose vectors are not kept in memory: all of them are read and
 * compared for each search, block by block, which takes some 20 ms for 180,000 of 256 dimensions, where the tables take 200. In memory
 * it has 12 bytes a row, the paths and one block. The file is of use to this object alone, and goes with it.
 */
export class VectorFile {
  private file: FileHandle | undefined;
  private readonly block: VectorMatrix;
  private readonly pending: Int8Array;
  private readonly blocks: RowBlock[] = [];
  private readonly paths: string[] = [];
  private last: RowBlock = newBlock();
  private searching: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly name: string,
    dimensions: number,
  ) {
    this.block = new VectorMatrix(dimensions);
    this.pending = new Int8Array(BLOCK_ROWS * this.block.rowBytes);
  }

  /** @param name absolute path of the file, which is made, or emptied */
  static async create(name: string, dimensions: number): Promise<VectorFile> {
    const made = new VectorFile(name, dimensions);
    made.file = await open(name, 'w+');
    return made;
  }

  /** Rows that can be found. */
  get size(): number {
    return this.blocks.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Adds a row; rows of one path stand together. A block is written when it is full. */
  async add(path: string, startLine: number, vector: ByteVector): Promise<void> {
    if (this.paths.at(-1) !== path) this.paths.push(path);
    const { last, pending, block } = this;
    pending.set(vector, last.rows * block.rowBytes);
    last.paths[last.rows] = this.paths.length - 1;
    last.lines[last.rows] = startLine;
    last.factors[last.rows] = unitFactor(vector);
    last.rows++;
    if (last.rows === BLOCK_ROWS) await this.flush();
  }

  /** Writes what was added last. */
  async flush(): Promise<void> {
    const { last, file } = this;
    if (last.rows === 0 || file === undefined) return;
    const bytes = last.rows * this.block.rowBytes;
    await file.write(this.pending, 0, bytes, this.blocks.length * BLOCK_ROWS * this.block.rowBytes);
    this.pending.fill(0);
    this.blocks.push(last);
    this.last = newBlock();
  }

  /**
   * The nearest rows first, those of some paths left out.
   * @throws {Error} of the file system
   */
  async search(vector: Float32Array, limit: number, without: ReadonlySet<string>): Promise<FoundVector[]> {
    // One at a time: searches share the block.
    const found = this.searching.then(() => this.scan(vector, limit, without));
    this.searching = found.catch(() => undefined);
    return found;
  }

  private async scan(
    vector: Float32Array,
    limit: number,
    without: ReadonlySet<string>,
  ): Promise<FoundVector[]> {
    const buffer = new Int8Array(BLOCK_ROWS * this.block.rowBytes);
    const found: FoundVector[] = [];
    let least = -Infinity;
    for (const [at, rows] of this.blocks.entries()) {
      const bytes = buffer.subarray(0, rows.rows * this.block.rowBytes);
      await this.read(bytes, at * buffer.length);
      this.block.assign(bytes, rows.factors.subarray(0, rows.rows));
      this.block.dotAll(vector).forEach((score, row) => {
        if (score <= least) return;
        const path = this.paths[rows.paths[row] as number] as string;
        if (!without.has(path)) found.push({ path, startLine: rows.lines[row] as number, score });
      });
      if (found.length > SPARE * limit) least = keepBest(found, limit);
    }
    keepBest(found, limit);
    return found;
  }

  private async read(bytes: Int8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = (await this.file?.read(bytes, done, bytes.length - done, position + done)) ?? {
        bytesRead: 0,
      };
      if (bytesRead === 0) throw new Error(`${this.name} has become shorter`);
      done += bytesRead;
    }
  }

  /** Removes the file, after the search that is under way. */
  async dispose(): Promise<void> {
    await this.searching;
    await this.file?.close();
    this.file = undefined;
    this.blocks.length = 0;
    await rm(this.name, { force: true });
  }
}

/** What is kept in memory of the rows of one block. */
interface RowBlock {
  rows: number;
  /** Where the path of a row is among the paths. */
  paths: Int32Array;
  lines: Int32Array;
  factors: Float32Array;
}

function newBlock(): RowBlock {
  return {
    rows: 0,
    paths: new Int32Array(BLOCK_ROWS),
    lines: new Int32Array(BLOCK_ROWS),
    factors: new Float32Array(BLOCK_ROWS),
  };
}

/** Leaves the best, best first; answers the score that the next ones have to pass. */
function keepBest(found: FoundVector[], limit: number): number {
  found.sort((a, b) => b.score - a.score);
  found.splice(limit);
  return found.length < limit ? -Infinity : (found.at(-1)?.score ?? -Infinity);
}

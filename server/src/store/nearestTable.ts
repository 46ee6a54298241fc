import type { Connection, Table } from '@lancedb/lancedb';
import {
  Field,
  FixedSizeList,
  Float32,
  Int32,
  makeData,
  Schema,
  type Table as ArrowTable,
  Utf8,
} from 'apache-arrow';
import { toUnitVector } from '../base/byteVector';
import { tableOf, vectorColumn } from './chunkRows';
import type { IndexedChunk } from './chunkStore';
import type { Lance } from './lanceConnection';

/** Rows written at a time. */
const ROWS_AT_A_TIME = 4_096;

/** Fewer rows than this make no partitions worth training. */
export const LEAST_ROWS = 5_000;

/** Rows of one partition, about; a search looks at {@link PROBES} of them. */
const ROWS_PER_PARTITION = 1_000;
const PROBES = 24;

const NAME = 'nearest';

/** A row that was found, by the place of its chunk. */
export interface NearestRow {
  path: string;
  startLine: number;
  /** The cosine. */
  score: number;
}

/**
 * The vectors of a store once more, as numbers in partitions (IVF), for a folder whose vectors are neither in memory nor quickly looked
 * through. It is made anew when nothing else is to do; what has changed since is looked through one by one.
 */
export class NearestTable {
  private table: Table | undefined;
  private isBuilding = false;
  /** Paths whose rows are not those of the store any more. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly lance: Lance,
    private readonly connection: Connection,
    private readonly dimensions: number,
  ) {}

  get isBuilt(): boolean {
    return this.table !== undefined;
  }

  /** Paths that the store has to be asked about instead. */
  get changedPaths(): ReadonlySet<string> {
    return this.stale;
  }

  noteChanged(paths: Iterable<string>): void {
    if (this.table !== undefined || this.isBuilding) for (const path of paths) this.stale.add(path);
  }

  /** Makes the table from all chunks of the store. */
  async build(chunks: AsyncIterable<readonly IndexedChunk[]>): Promise<void> {
    await this.drop();
    this.isBuilding = true;
    try {
      this.table = await this.make(chunks);
    } finally {
      this.isBuilding = false;
    }
  }

  private async make(chunks: AsyncIterable<readonly IndexedChunk[]>): Promise<Table> {
    const schema = this.schema();
    const table = await this.connection.createEmptyTable(NAME, schema, { mode: 'overwrite' });
    let rows = 0;
    let pending: IndexedChunk[] = [];
    const flush = async (): Promise<void> => {
      if (pending.length > 0) await table.add(this.toArrow(pending, schema));
      rows += pending.length;
      pending = [];
    };
    for await (const batch of chunks) {
      for (const chunk of batch) if (chunk.vector !== null) pending.push(chunk);
      if (pending.length >= ROWS_AT_A_TIME) await flush();
    }
    await flush();
    if (rows >= LEAST_ROWS)
      await table.createIndex('vector', {
        config: this.lance.Index.ivfFlat({
          distanceType: 'l2',
          numPartitions: Math.max(1, Math.round(rows / ROWS_PER_PARTITION)),
        }),
      });
    return table;
  }

  /** Nearest first. */
  async search(vector: Float32Array, limit: number): Promise<NearestRow[]> {
    if (this.table === undefined) return [];
    for (let asked = limit; ; asked *= 4) {
      const rows = await nearestRows(this.table, vector, asked);
      const present = rows.filter(({ path }) => !this.stale.has(path));
      // Rows that are not those of the store any more are made up for.
      if (present.length >= limit || rows.length < asked) return present.slice(0, limit);
    }
  }

  async drop(): Promise<void> {
    this.table?.close();
    this.table = undefined;
    this.stale.clear();
    if ((await this.connection.tableNames()).includes(NAME)) await this.connection.dropTable(NAME);
  }

  close(): void {
    this.table?.close();
  }

  private schema(): Schema {
    return new Schema([
      new Field('path', new Utf8(), false),
      new Field('startLine', new Int32(), false),
      new Field('vector', new FixedSizeList(this.dimensions, new Field('item', new Float32(), true)), false),
    ]);
  }

  private toArrow(chunks: readonly IndexedChunk[], schema: Schema): ArrowTable {
    const numbers = new Float32Array(chunks.length * this.dimensions);
    const paths = chunks.map(({ path }) => Buffer.from(path, 'utf8'));
    const valueOffsets = new Int32Array(chunks.length + 1);
    chunks.forEach(({ vector }, row) => {
      valueOffsets[row + 1] = (valueOffsets[row] as number) + (paths[row] as Buffer).length;
      if (vector !== null)
        numbers.set(vector instanceof Float32Array ? vector : toUnitVector(vector), row * this.dimensions);
    });
    const { length } = chunks;
    const children = [
      makeData({ type: new Utf8(), length, nullCount: 0, valueOffsets, data: Buffer.concat(paths) }),
      makeData({
        type: new Int32(),
        length,
        nullCount: 0,
        data: Int32Array.from(chunks, (chunk) => chunk.startLine),
      }),
      vectorColumn(schema, length, makeData({ type: new Float32(), data: numbers })),
    ];
    return tableOf(schema, length, children);
  }
}

async function nearestRows(table: Table, vector: Float32Array, limit: number): Promise<NearestRow[]> {
  const rows = (await table
    .vectorSearch(vector)
    .distanceType('l2')
    .nprobes(PROBES)
    .select(['path', 'startLine', '_distance'])
    .limit(limit)
    .toArray()) as { path: string; startLine: number; _distance: number }[];
  // Of unit vectors the squared distance is 2 - 2 cos.
  return rows.map(({ path, startLine, _distance }) => ({ path, startLine, score: 1 - _distance / 2 }));
}

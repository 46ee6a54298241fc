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
import { type PlacedVector, tableOf, vectorColumn } from './chunkRows';
import type { Lance } from './lanceConnection';
import type { FoundVector } from './vectorFile';

/** Rows written at a time. */
const ROWS_AT_A_TIME = 4_096;

/** Rows of one partition, about; a search looks at {@link PROBES} of them. */
const ROWS_PER_PARTITION = 1_000;
const PROBES = 24;

const NAME = 'nearest';

/**
 * Vectors as numbers in partitions (IVF), of which a search looks at some. Making them takes several times the memory of the vectors.
 */
export class NearestTable {
  private table: Table | undefined;

  constructor(
    private readonly lance: Lance,
    private readonly connection: Connection,
    private readonly dimensions: number,
  ) {}

  get isBuilt(): boolean {
    return this.table !== undefined;
  }

  /** Makes the table anew of these vectors. */
  async build(vectors: AsyncIterable<readonly PlacedVector[]>): Promise<void> {
    await this.drop();
    this.table = await this.make(vectors);
  }

  private async make(vectors: AsyncIterable<readonly PlacedVector[]>): Promise<Table> {
    const schema = this.schema();
    const table = await this.connection.createEmptyTable(NAME, schema, { mode: 'overwrite' });
    let rows = 0;
    let pending: PlacedVector[] = [];
    const flush = async (): Promise<void> => {
      if (pending.length > 0) await table.add(this.toArrow(pending, schema));
      rows += pending.length;
      pending = [];
    };
    for await (const batch of vectors) {
      pending.push(...batch);
      if (pending.length >= ROWS_AT_A_TIME) await flush();
    }
    await flush();
    await table.createIndex('vector', {
      config: this.lance.Index.ivfFlat({
        distanceType: 'l2',
        numPartitions: Math.max(1, Math.round(rows / ROWS_PER_PARTITION)),
      }),
    });
    return table;
  }

  /** Nearest first, those of some paths left out. */
  async search(vector: Float32Array, limit: number, without: ReadonlySet<string>): Promise<FoundVector[]> {
    if (this.table === undefined) return [];
    for (let asked = limit; ; asked *= 4) {
      const rows = await nearestRows(this.table, vector, asked);
      const present = rows.filter(({ path }) => !without.has(path));
      // Rows that are not those of the store any more are made up for.
      if (present.length >= limit || rows.length < asked) return present.slice(0, limit);
    }
  }

  async drop(): Promise<void> {
    this.table?.close();
    this.table = undefined;
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

  private toArrow(vectors: readonly PlacedVector[], schema: Schema): ArrowTable {
    const { length } = vectors;
    const numbers = new Float32Array(length * this.dimensions);
    const paths = vectors.map(({ path }) => Buffer.from(path, 'utf8'));
    const valueOffsets = new Int32Array(length + 1);
    vectors.forEach(({ bytes }, row) => {
      valueOffsets[row + 1] = (valueOffsets[row] as number) + (paths[row] as Buffer).length;
      numbers.set(toUnitVector(bytes), row * this.dimensions);
    });
    const children = [
      makeData({ type: new Utf8(), length, nullCount: 0, valueOffsets, data: Buffer.concat(paths) }),
      makeData({
        type: new Int32(),
        length,
        nullCount: 0,
        data: Int32Array.from(vectors, ({ startLine }) => startLine),
      }),
      vectorColumn(schema, length, makeData({ type: new Float32(), data: numbers })),
    ];
    return tableOf(schema, length, children);
  }
}

async function nearestRows(table: Table, vector: Float32Array, limit: number): Promise<FoundVector[]> {
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

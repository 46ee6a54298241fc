import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Connection, Table } from '@lancedb/lancedb';
import { AkinError, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type {
  ChunkStore,
  FileRecord,
  IndexedChunk,
  ScoredChunk,
  StoreChange,
  StoredChunk,
  StoreFilter,
} from './chunkStore';
import { folderBytes } from './folderBytes';
import { anyOf, equals, whereOf } from './lanceFilter';
import { CHUNK_TABLE, chunkSchema, FILE_TABLE, fileSchema } from './storeSchema';

type Lance = typeof import('@lancedb/lancedb');

export interface LanceStoreOptions {
  /** Absolute path; made when missing. */
  folder: string;
  dimensions: number;
  writable: boolean;
  logger: Logger;
}

const STORED_TEXTS = ['id', 'path', 'language', 'kind', 'symbol', 'container', 'signature', 'doc', 'hash'];
const STORED_NUMBERS = ['startLine', 'endLine', 'nameLine'];
const STORED_COLUMNS = [...STORED_TEXTS, ...STORED_NUMBERS];

/**
 * Threads of the engine's own pool. With the one thread that it takes on two processors, merging a full-text index of
 * some 20,000 rows waits for itself for ever (lancedb#3568, fixed after 0.31); 4 and 8 were seen to work.
 */
const MIN_CPU_THREADS = 8;

/** Paths in one `IN (…)`: the engine parses the text of each filter. */
const PATHS_PER_FILTER = 500;

/** LanceDB drops tokens longer than this; identifiers beyond it are generated. */
const MAX_TERM_LENGTH = 64;

/**
 * A store in an embedded LanceDB. It stays on the main thread and every table is opened with a consistency
 * interval of zero: a second handle would otherwise write over what it has not seen.
 */
export class LanceStore implements ChunkStore {
  private hasTermIndex = false;
  /** The last of the writes, which run one after another: LanceDB rejects a commit that meets a compaction. */
  private writing: Promise<void> = Promise.resolve();
  /** Whether something was committed since the last {@link optimize}. */
  private isChanged = false;
  /** Whether anything was committed since this store was opened. */
  private hasOldVersions = false;

  private constructor(
    private readonly lance: Lance,
    private readonly connection: Connection,
    private chunks: Table,
    private files: Table,
    private readonly options: LanceStoreOptions,
  ) {}

  /**
   * Opens the store, or makes it. A store that cannot be opened is removed and made anew, since all of it can
   * be computed again.
   * @throws {AkinError} `store-unavailable` when it can neither be opened nor made
   */
  static async open(options: LanceStoreOptions): Promise<LanceStore> {
    try {
      return await LanceStore.openOnce(options);
    } catch (error) {
      if (!options.writable) throw unavailable(error);
      options.logger.warn(`The index cannot be opened and is made anew: ${messageOf(error)}`);
      try {
        await rm(options.folder, { recursive: true, force: true });
        return await LanceStore.openOnce(options);
      } catch (again) {
        throw unavailable(again);
      }
    }
  }

  private static async openOnce(options: LanceStoreOptions): Promise<LanceStore> {
    // The engine writes warnings to the standard error stream, which belongs to the command line's user.
    process.env.LANCE_LOG ??= 'error';
    process.env.LANCE_CPU_THREADS ??= String(Math.max(MIN_CPU_THREADS, availableParallelism() + 2));
    const lance = await import('@lancedb/lancedb');
    if (options.writable) await mkdir(options.folder, { recursive: true });
    const connection = await lance.connect(options.folder, { readConsistencyInterval: 0 });
    const names = new Set(await connection.tableNames());
    if (!options.writable && !names.has(CHUNK_TABLE)) throw new Error('nothing has been indexed yet');
    const table = async (name: string, make: () => Promise<Table>): Promise<Table> =>
      names.has(name) ? await connection.openTable(name) : await make();
    const chunks = await table(CHUNK_TABLE, () =>
      connection.createEmptyTable(CHUNK_TABLE, chunkSchema(options.dimensions)),
    );
    const files = await table(FILE_TABLE, () => connection.createEmptyTable(FILE_TABLE, fileSchema()));
    const store = new LanceStore(lance, connection, chunks, files, options);
    store.hasTermIndex = (await chunks.listIndices()).some(({ columns }) => columns.includes('terms'));
    if (options.writable) await store.dropHalfStored();
    return store;
  }

  get writable(): boolean {
    return this.options.writable;
  }

  async readFiles(): Promise<FileRecord[]> {
    const rows = (await this.files.query().toArray()) as FileRecord[];
    return rows.map(({ path, sizeBytes, mtimeMs, contentHash, chunks, skipped, embedded }) => ({
      path,
      sizeBytes,
      mtimeMs,
      contentHash,
      chunks,
      skipped,
      embedded,
    }));
  }

  async readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const group of groups(paths)) {
      const rows = await this.chunks.query().where(anyOf('path', group)).select(['hash', 'vector']).toArray();
      for (const { hash, vector } of rows as { hash: string; vector: ArrowVector | null }[])
        if (vector !== null) found.set(hash, toFloats(vector));
    }
    return found;
  }

  commit(change: StoreChange): Promise<void> {
    return this.inTurn(() => this.write(change));
  }

  private async write(change: StoreChange): Promise<void> {
    this.isChanged = true;
    this.hasOldVersions = true;
    for (const group of groups(change.dropChunksOf)) await this.chunks.delete(anyOf('path', group));
    if (change.chunks.length > 0) await this.chunks.add(change.chunks.map(toRow));
    if (change.files.length > 0)
      await this.files
        .mergeInsert('path')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute(change.files.map((file) => ({ ...file })));
    for (const group of groups(change.dropFiles)) await this.files.delete(anyOf('path', group));
    if (!this.hasTermIndex && change.chunks.length > 0) await this.createTermIndex();
  }

  countChunks(): Promise<number> {
    return this.chunks.countRows();
  }

  async *readChunks(paths?: readonly string[]): AsyncGenerator<IndexedChunk[]> {
    const columns = [...STORED_COLUMNS, 'terms', 'vector'];
    for (const group of paths === undefined ? [undefined] : groups(paths)) {
      const query = this.chunks.query().select(columns);
      for await (const batch of group === undefined ? query : query.where(anyOf('path', group)))
        yield fromBatch(batch);
    }
  }

  async searchVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    const where = ['vector IS NOT NULL', ...whereOf(filter)].join(' AND ');
    const rows = (await this.chunks
      .vectorSearch(vector)
      .distanceType('l2')
      .where(where)
      .select([...STORED_COLUMNS, '_distance'])
      .limit(limit)
      .toArray()) as (StoredChunk & { _distance: number })[];
    // Of unit vectors the squared distance is 2 - 2 cos.
    return rows.map((row) => ({ chunk: toStored(row), score: 1 - row._distance / 2 }));
  }

  async searchTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    if (!this.hasTermIndex || terms.length === 0) return [];
    let query = this.chunks
      .query()
      .fullTextSearch(new this.lance.MatchQuery(terms.join(' '), 'terms'))
      .select([...STORED_COLUMNS, '_score'])
      .limit(limit);
    const where = whereOf(filter);
    if (where.length > 0) query = query.where(where.join(' AND '));
    const rows = (await query.toArray()) as (StoredChunk & { _score: number })[];
    return rows.map((row) => ({ chunk: toStored(row), score: row._score }));
  }

  async findSymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]> {
    const where = [equals('symbolKey', name.toLowerCase()), ...whereOf(filter)].join(' AND ');
    const rows = (await this.chunks
      .query()
      .where(where)
      .select(STORED_COLUMNS)
      .limit(limit)
      .toArray()) as StoredChunk[];
    return rows.map(toStored);
  }

  async chunksOf(path: string): Promise<(StoredChunk & { vector: Float32Array | null })[]> {
    const rows = (await this.chunks
      .query()
      .where(equals('path', path))
      .select([...STORED_COLUMNS, 'vector'])
      .toArray()) as (StoredChunk & { vector: ArrowVector | null })[];
    return rows.map((row) => ({
      ...toStored(row),
      vector: row.vector === null ? null : toFloats(row.vector),
    }));
  }

  optimize(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.isChanged) return;
      this.isChanged = false;
      await this.compact(new Date(Date.now() - KEEP_VERSIONS_MS));
    });
  }

  prune(): Promise<void> {
    return this.inTurn(async () => {
      if (this.hasOldVersions) await this.compact(new Date(Date.now() - KEEP_VERSIONS_MS));
    });
  }

  sizeBytes(): Promise<number> {
    return folderBytes(this.options.folder);
  }

  clear(): Promise<void> {
    return this.inTurn(async () => {
      await this.connection.dropAllTables();
      this.chunks = await this.connection.createEmptyTable(CHUNK_TABLE, chunkSchema(this.options.dimensions));
      this.files = await this.connection.createEmptyTable(FILE_TABLE, fileSchema());
      this.hasTermIndex = false;
    });
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      try {
        // Nobody asks this store any more, so that no version but the last is of use.
        if (this.hasOldVersions) await this.compact(new Date());
      } catch (error) {
        this.options.logger.warn(`The index could not be compacted: ${messageOf(error)}`);
      }
      this.chunks.close();
      this.files.close();
      this.connection.close();
    });
  }

  private inTurn(write: () => Promise<void>): Promise<void> {
    const result = this.writing.then(write);
    this.writing = result.catch(() => undefined);
    return result;
  }

  private async compact(cleanupOlderThan: Date): Promise<void> {
    await this.chunks.optimize({ cleanupOlderThan });
    await this.files.optimize({ cleanupOlderThan });
  }

  private async createTermIndex(): Promise<void> {
    await this.chunks.createIndex('terms', {
      config: this.lance.Index.fts({
        baseTokenizer: 'whitespace',
        withPosition: false,
        lowercase: false,
        stem: false,
        removeStopWords: false,
        asciiFolding: false,
        maxTokenLength: MAX_TERM_LENGTH,
      }),
    });
    this.hasTermIndex = true;
  }

  /** Removes files whose chunks are not as many as their record says, or that have none: the process died in between. */
  private async dropHalfStored(): Promise<void> {
    const [chunkRows, fileRows] = await Promise.all([
      this.chunks.query().select(['path']).toArray() as Promise<Pick<StoredChunk, 'path'>[]>,
      this.files.query().select(['path', 'chunks']).toArray() as Promise<
        Pick<FileRecord, 'path' | 'chunks'>[]
      >,
    ]);
    const surplus = new Map(fileRows.map(({ path, chunks }) => [path, -chunks]));
    for (const { path } of chunkRows) surplus.set(path, (surplus.get(path) ?? 0) + 1);
    for (const group of groups([...surplus.keys()].filter((path) => surplus.get(path) !== 0))) {
      await this.chunks.delete(anyOf('path', group));
      await this.files.delete(anyOf('path', group));
    }
  }
}

/** Versions younger than this stay, for a query that has just begun to read one; a query takes well under a second. */
const KEEP_VERSIONS_MS = 2_000;

/** The part of Arrow's vector that is read here. */
interface ArrowVector {
  toArray(): Float32Array;
}

/** The part of Arrow's record batch that is read here. */
interface ArrowBatch {
  numRows: number;
  getChild(name: string): { get(row: number): unknown } | null;
}

/** Column by column, which is several times as fast as the rows that Arrow makes of them. */
function fromBatch(batch: ArrowBatch): IndexedChunk[] {
  const text = [...STORED_TEXTS, 'terms'].map((name) => [name, batch.getChild(name)] as const);
  const numbers = STORED_NUMBERS.map((name) => [name, batch.getChild(name)] as const);
  const vectors = batch.getChild('vector');
  return Array.from({ length: batch.numRows }, (_, row) => {
    const chunk: Record<string, unknown> = {};
    for (const [name, column] of text) chunk[name] = column?.get(row) ?? '';
    for (const [name, column] of numbers) chunk[name] = column?.get(row) ?? 0;
    const vector = vectors?.get(row) as ArrowVector | null | undefined;
    chunk['vector'] = vector === null || vector === undefined ? null : toFloats(vector);
    return chunk as unknown as IndexedChunk;
  });
}

function toFloats(vector: ArrowVector): Float32Array {
  // A copy: the array is a view on the answer's whole buffer.
  return Float32Array.from(vector.toArray());
}

function toRow(chunk: IndexedChunk): Record<string, unknown> {
  return { ...chunk, symbolKey: chunk.symbol.toLowerCase(), vector: chunk.vector };
}

function toStored(row: StoredChunk): StoredChunk {
  return {
    id: row.id,
    path: row.path,
    language: row.language,
    kind: row.kind,
    symbol: row.symbol,
    container: row.container,
    signature: row.signature,
    doc: row.doc,
    startLine: row.startLine,
    endLine: row.endLine,
    nameLine: row.nameLine,
    hash: row.hash,
  };
}

function* groups(paths: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < paths.length; at += PATHS_PER_FILTER) yield paths.slice(at, at + PATHS_PER_FILTER);
}

function unavailable(cause: unknown): AkinError {
  return new AkinError('store-unavailable', `The index cannot be opened: ${messageOf(cause)}`, { cause });
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { toUnitVector } from '../base/byteVector';
import { AkinError, messageOf } from '../base/errors';
import { foreground } from '../base/foreground';
import { readAhead } from '../base/readAhead';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';
import { type ArrowBatch, BytesColumn } from './arrowColumns';
import { FINGERPRINT_COLUMNS, fingerprintsOfBatch, fromArrowBatch, toArrowTable } from './chunkRows';
import { CompactionPlan } from './compactionPlan';
import type { ChunkStore, FileRecord, FingerprintRow, IndexedChunk, StoreChange } from './chunkStore';
import { filesOfBatch } from './fileRows';
import { FileSums } from './fileSums';
import { folderBytes } from './folderBytes';
import { connectTo, type Lance, loadLance, makeTable, openTable } from './lanceConnection';
import { anyOf } from './lanceFilter';
import { LanceSearch } from './lanceSearch';
import { NearestTable } from './nearestTable';
import { NearestVectors } from './nearestVectors';
import { readWhatIsLeft } from './salvage';
import { CHUNK_TABLE, chunkSchema, FILE_TABLE, fileSchema } from './storeSchema';

export interface LanceStoreOptions {
  /** Absolute path; made when missing. */
  folder: string;
  dimensions: number;
  writable: boolean;
  logger: Logger;
}

/** Paths in one `IN (…)`: the engine parses the text of each filter. */
const PATHS_PER_FILTER = 500;

/** In the folder of the store; of use to one process, and written over by the next. */
const NEAREST_FILE = 'nearest.vectors';

/** Versions younger than this stay, for a query that has just begun to read one; a query takes well under a second. */
const KEEP_VERSIONS_MS = 2_000;

/** On disk, for each byte of data that is not of an old version: small commits add a little, a compaction that nothing was dropped after doubles it. */
const MAX_BYTES_OF_DATA = 1.5;

/** A store in an embedded LanceDB. It stays on the main thread of one process. */
export class LanceStore implements ChunkStore {
  readonly search: LanceSearch;
  private readonly nearest: NearestVectors;
  /** The last of the writes, which run one after another: LanceDB rejects a commit that meets a compaction. */
  private writing: Promise<void> = Promise.resolve();
  /** Paths with a file record: a commit merges those and merely adds the others, which is many times as fast. */
  private readonly knownPaths = new Set<string>();

  private constructor(
    lance: Lance,
    private readonly connection: Connection,
    private chunks: Table,
    private files: Table,
    private readonly plan: CompactionPlan,
    private readonly sums: FileSums,
    private readonly options: LanceStoreOptions,
  ) {
    const { folder, dimensions } = options;
    this.nearest = new NearestVectors({
      file: join(folder, NEAREST_FILE),
      dimensions,
      table: new NearestTable(lance, connection, dimensions),
    });
    this.search = new LanceSearch({
      lance,
      chunks: () => this.chunks,
      nearest: this.nearest,
      inTurn: (write) => this.inTurn(write),
    });
  }

  /**
   * Opens the store, or makes it. What is damaged is left out, so that it is indexed again.
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
    const { folder, dimensions, writable, logger } = options;
    const lance = await loadLance();
    const sums = await FileSums.read({
      folder,
      tables: [CHUNK_TABLE, FILE_TABLE].map((name) => `${name}.lance`),
    });
    const damaged = writable ? await findDamage(sums, logger) : [];
    const connection = await connectTo(lance, folder, writable);
    const names = new Set(await connection.tableNames());
    if (!writable && !names.has(CHUNK_TABLE)) throw new Error('nothing has been indexed yet');
    const table = (name: string, schema: ReturnType<typeof fileSchema>): Promise<Table> => {
      if (!writable) return connection.openTable(name);
      if (!names.has(name)) return makeTable(connection, name, schema);
      return openTable(connection, folder, name, schema, logger);
    };
    const chunks = await table(CHUNK_TABLE, chunkSchema(dimensions));
    const files = await table(FILE_TABLE, fileSchema());
    const plan = writable
      ? new CompactionPlan((await chunks.listVersions()).length, await hasReplacedData(chunks, folder))
      : new CompactionPlan(1);
    const store = new LanceStore(lance, connection, chunks, files, plan, sums, options);
    await store.search.look();
    if (damaged.some(isOfIndex)) await store.search.dropTermIndex();
    // What has changed since it was made is not known.
    if (writable) await store.nearest.drop();
    if (writable) await store.mend(damaged.some(isOfRows));
    if (writable) await store.sumUp();
    return store;
  }

  get writable(): boolean {
    return this.options.writable;
  }

  async readFiles(): Promise<FileRecord[]> {
    const records: FileRecord[] = [];
    for await (const batch of this.files.query())
      for (const record of filesOfBatch(batch as ArrowBatch)) records.push(record);
    return records;
  }

  async readVectors(paths: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for await (const chunks of this.readChunks(paths))
      for (const { hash, vector } of chunks)
        if (vector instanceof Int8Array) found.set(hash, toUnitVector(vector));
    return found;
  }

  commit(change: StoreChange): Promise<void> {
    return this.inTurn(() => this.write(change));
  }

  private async write({ dropChunksOf, chunks, files, dropFiles }: StoreChange): Promise<void> {
    this.plan.committed(files.length + dropFiles.length);
    this.nearest.noteChanged([...dropChunksOf, ...files.map(({ path }) => path)]);
    for (const group of groups(dropChunksOf)) await this.chunks.delete(anyOf('path', group));
    if (chunks.length > 0) await this.addChunks(chunks);
    const known = files.filter(({ path }) => this.knownPaths.has(path));
    const added = files.filter(({ path }) => !this.knownPaths.has(path));
    if (known.length > 0)
      await this.files
        .mergeInsert('path')
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute(known.map((file) => ({ ...file })));
    if (added.length > 0) await this.files.add(added.map((file) => ({ ...file })));
    for (const { path } of added) this.knownPaths.add(path);
    for (const group of groups(dropFiles)) await this.files.delete(anyOf('path', group));
    for (const path of dropFiles) this.knownPaths.delete(path);
  }

  countChunks(): Promise<number> {
    return this.chunks.countRows();
  }

  async *readChunks(paths?: readonly string[]): AsyncGenerator<IndexedChunk[]> {
    const damaged = new Set<string>();
    for (const group of paths === undefined ? [undefined] : groups(paths)) {
      const query = this.chunks.query();
      const batches = group === undefined ? query : query.where(anyOf('path', group));
      for await (const batch of readAhead(batches)) {
        const read = fromArrowBatch(batch as ArrowBatch);
        read.damaged.forEach((path) => damaged.add(path));
        yield read.chunks;
      }
    }
    if (damaged.size > 0) throw new AkinError('store-damaged', t('A part of the index is damaged.'));
  }

  async *readFingerprints(): AsyncGenerator<FingerprintRow[]> {
    for await (const batch of this.chunks.query().select(FINGERPRINT_COLUMNS))
      yield fingerprintsOfBatch(batch as ArrowBatch);
  }

  async chunksOf(path: string): Promise<IndexedChunk[]> {
    const found: IndexedChunk[] = [];
    for await (const chunks of this.readChunks([path])) found.push(...chunks);
    return found;
  }

  async revision(): Promise<string> {
    return `${await this.chunks.version()}.${await this.files.version()}`;
  }

  optimize(anyway = false): Promise<void> {
    return this.inTurn(async () => {
      if (!this.plan.isDue(this.knownPaths.size) && !(anyway && this.plan.hasCommits)) return;
      await this.search.dropTermIndex();
      await this.compact(new Date(Date.now() - KEEP_VERSIONS_MS));
    });
  }

  prune(): Promise<boolean> {
    return this.inTurn(async () => {
      if (!this.plan.isPruneDue) return true;
      // LanceDB drops them in a compaction alone, which would rewrite the table once more, and leave what it replaces itself.
      if (this.plan.hasCommits) return false;
      await this.compact(new Date(Date.now() - KEEP_VERSIONS_MS));
      this.plan.pruned();
      return true;
    });
  }

  sizeBytes(): Promise<number> {
    return folderBytes(this.options.folder);
  }

  clear(): Promise<void> {
    return this.inTurn(async () => {
      await this.nearest.drop();
      await this.connection.dropAllTables();
      this.chunks = await makeTable(this.connection, CHUNK_TABLE, chunkSchema(this.options.dimensions));
      this.files = await makeTable(this.connection, FILE_TABLE, fileSchema());
      await this.search.look();
      this.knownPaths.clear();
    });
  }

  async close(): Promise<void> {
    await this.inTurn(async () => {
      try {
        // Nobody asks this store any more, so that no version but the last is of use. Nothing is rewritten: whoever closes waits for it.
        if (this.plan.isPruneDue && !this.plan.hasCommits) await this.compact(new Date());
      } catch (error) {
        this.options.logger.warn(`The index could not be pruned: ${messageOf(error)}`);
      }
      await this.nearest.close();
      this.chunks.close();
      this.files.close();
      this.connection.close();
    });
    // Nothing is written any more once it is closed.
    await this.writing;
  }

  async repair(): Promise<void> {
    this.options.logger.warn('A part of the index is damaged; that part is made anew.');
    await this.inTurn(async () => {
      const left = await readWhatIsLeft(this.chunks);
      this.chunks = await makeTable(this.connection, CHUNK_TABLE, chunkSchema(this.options.dimensions));
      if (left.length > 0) await this.addChunks(left);
      await this.search.look();
      await this.dropHalfStored();
    });
  }

  private async addChunks(chunks: readonly IndexedChunk[]): Promise<void> {
    const { dimensions } = this.options;
    await this.chunks.add(toArrowTable(chunks, chunkSchema(dimensions), dimensions));
  }

  private inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.writing.then(write);
    // Nobody but the next write waits for the sums.
    this.writing = result.then(
      () => this.sumUp(),
      () => undefined,
    );
    return result;
  }

  /** Sums are no part of what is stored: without room for them, files are taken as they are. */
  private async sumUp(): Promise<void> {
    try {
      // The next save waits for it.
      await foreground.during(() => this.sums.update());
    } catch (error) {
      this.options.logger.warn(`The sums of the index cannot be written: ${messageOf(error)}`);
    }
  }

  private async compact(cleanupOlderThan: Date): Promise<void> {
    await this.chunks.optimize({ cleanupOlderThan });
    await this.files.optimize({ cleanupOlderThan });
    this.plan.compacted();
  }

  /** Makes both tables agree after a crash, and does without what cannot be read. */
  private async mend(isDamaged: boolean): Promise<void> {
    if (!isDamaged)
      try {
        await this.dropHalfStored();
        return;
      } catch (error) {
        this.options.logger.warn(`A part of the index cannot be read: ${messageOf(error)}`);
      }
    await this.mendFiles();
    await this.repair();
  }

  private async mendFiles(): Promise<void> {
    try {
      await this.readFiles();
    } catch {
      this.files = await makeTable(this.connection, FILE_TABLE, fileSchema());
    }
  }

  /** Removes files whose chunks are not as many as their record says, or that have none: the process died in between. */
  private async dropHalfStored(): Promise<void> {
    const surplus = new Map<string, number>();
    this.knownPaths.clear();
    for (const { path, chunks } of await this.readFiles()) {
      this.knownPaths.add(path);
      surplus.set(path, (surplus.get(path) ?? 0) - chunks);
    }
    for await (const batch of this.chunks.query().select(['path'])) {
      const { numRows } = batch as ArrowBatch;
      const paths = new BytesColumn(batch as ArrowBatch, 'path');
      for (let row = 0; row < numRows; row++) {
        const path = paths.textOf(row);
        surplus.set(path, (surplus.get(path) ?? 0) + 1);
      }
    }
    for (const group of groups([...surplus.keys()].filter((path) => surplus.get(path) !== 0))) {
      await this.chunks.delete(anyOf('path', group));
      await this.files.delete(anyOf('path', group));
      for (const path of group) this.knownPaths.delete(path);
    }
  }
}

/** What cannot be looked at is no reason to make the index anew: its files are taken as they are. */
async function findDamage(sums: FileSums, logger: Logger): Promise<string[]> {
  try {
    const damaged = await sums.findDamage();
    if (damaged.length > 0) logger.warn(`Files of the index are damaged: ${damaged.join(', ')}`);
    return damaged;
  } catch (error) {
    logger.warn(`The files of the index could not be looked through for damage: ${messageOf(error)}`);
    return [];
  }
}

/** Whether much of the table's data is that of old versions; no, where that cannot be told. */
async function hasReplacedData(chunks: Table, folder: string): Promise<boolean> {
  const onDisk = await folderBytes(join(folder, `${CHUNK_TABLE}.lance`, 'data'));
  const bytes = await chunks.stats().then(
    ({ totalBytes }) => totalBytes,
    () => onDisk,
  );
  return onDisk > MAX_BYTES_OF_DATA * bytes;
}

const isOfIndex = (path: string): boolean => path.includes('/_indices/');

/** Of the rows themselves, and not of an index or of a version. */
const isOfRows = (path: string): boolean => /\/(data|_deletions)\//.test(path);

function* groups(paths: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < paths.length; at += PATHS_PER_FILTER) yield paths.slice(at, at + PATHS_PER_FILTER);
}

function unavailable(cause: unknown): AkinError {
  return new AkinError('store-unavailable', t('The index cannot be opened: {0}', messageOf(cause)), {
    cause,
  });
}

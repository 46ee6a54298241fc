import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Connection, Session, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { STORAGE_OPTIONS } from './storeSchema';

export type Lance = typeof import('@lancedb/lancedb');

/**
 * Threads of the engine's own pool. With the one thread that it takes on two processors, merging a full-text index of
 * some 20,000 rows waits for itself for ever (lancedb#3568, fixed after 0.31); 4 and 8 were seen to work.
 */
const MIN_CPU_THREADS = 8;

/**
 * An index of words is made by one thread in parts of so many MB: with the engine's own way, all processors and 256 MB, it took 155 MB of memory for 173,000 chunks,
 * this way 36, in 5.5 s and not 2.8.
 */
const WORD_INDEX_SHARDS = 1;
const WORD_INDEX_PART_MB = 8;

/**
 * What the engine keeps in memory of indexes and of file metadata, over all folders: by itself it keeps 6 GB and 1 GB, which grow with each
 * commit. An index that does not fit is read from the system's own cache.
 */
const INDEX_CACHE_BYTES = 64_000_000;
const METADATA_CACHE_BYTES = 16_000_000;

/** One for all folders, so that the bounds hold for the process. */
let session: Session | undefined;

/** So many versions back a table is looked for when the newest cannot be read; older ones are pruned soon anyway. */
const VERSIONS_TO_TRY = 5;

/** Loads the engine, with what it reads from the environment set. */
export async function loadLance(): Promise<Lance> {
  // The engine writes warnings to the standard error stream, which belongs to the command line's user.
  process.env.LANCE_LOG ??= 'error';
  process.env.LANCE_CPU_THREADS ??= String(Math.max(MIN_CPU_THREADS, availableParallelism() + 2));
  process.env.LANCE_FTS_NUM_SHARDS ??= String(WORD_INDEX_SHARDS);
  process.env.LANCE_FTS_PARTITION_SIZE ??= String(WORD_INDEX_PART_MB);
  return import('@lancedb/lancedb');
}

/**
 * Connects to a folder. Every table of the connection looks for a newer version before each read: a second handle would
 * otherwise write over what it has not seen.
 */
export async function connectTo(lance: Lance, folder: string, writable: boolean): Promise<Connection> {
  if (writable) await mkdir(folder, { recursive: true });
  session ??= new lance.Session(BigInt(INDEX_CACHE_BYTES), BigInt(METADATA_CACHE_BYTES));
  return lance.connect(folder, { readConsistencyInterval: 0 }, session);
}

/** Makes an empty table in place of the one of this name, if there is one. */
export async function makeTable(connection: Connection, name: string, schema: Schema): Promise<Table> {
  const isThere = (await connection.tableNames()).includes(name);
  return connection.createEmptyTable(name, schema, {
    mode: isThere ? 'overwrite' : 'create',
    storageOptions: { ...STORAGE_OPTIONS },
  });
}

/**
 * Opens a table for writing. When its newest version cannot be read, an older one is taken; when none can, the table is made anew,
 * since all of it can be computed again.
 */
export async function openTable(
  connection: Connection,
  folder: string,
  name: string,
  schema: Schema,
  logger: Logger,
): Promise<Table> {
  for (let attempt = 0; attempt < VERSIONS_TO_TRY; attempt++) {
    try {
      const table = await connection.openTable(name);
      await table.countRows();
      return table;
    } catch (error) {
      logger.warn(`A part of the index (${name}) cannot be read: ${messageOf(error)}`);
      if (!(await dropNewestVersion(join(folder, `${name}.lance`)))) break;
    }
  }
  await rm(join(folder, `${name}.lance`), { recursive: true, force: true });
  return makeTable(connection, name, schema);
}

/** Removes the manifest of the newest version when there is an older one. */
async function dropNewestVersion(table: string): Promise<boolean> {
  const versions = join(table, '_versions');
  let manifests: string[];
  try {
    manifests = (await readdir(versions)).filter((file) => file.endsWith('.manifest')).sort();
  } catch {
    return false;
  }
  const [newest, ...older] = manifests;
  // Their names count down, so that the newest comes first.
  if (newest === undefined || older.length === 0) return false;
  await rm(join(versions, newest), { force: true });
  return true;
}

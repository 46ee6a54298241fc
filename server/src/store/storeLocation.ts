import { existsSync } from 'node:fs';
import { readdir, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { contentHash } from '../base/hash';
import { SCHEMA_VERSION } from './storeSchema';

/** What a store was made with; any difference asks for another store. */
export interface StoreIdentity {
  chunkerVersion: number;
  /** Empty when there is no model: such a store holds words alone. */
  modelId: string;
  /** Length of a vector. */
  dimensions: number;
}

/** Where the index of one workspace folder lives. */
export interface StoreLocation {
  /** Holds one folder per identity and the writer's lock. */
  base: string;
  /** The folder for this identity. */
  current: string;
}

/**
 * @param storagePath the folder that the editor or the command line gives to Akin
 * @param folder absolute path of the workspace folder; two paths to the same place share an index
 */
export async function locateStore(
  storagePath: string,
  folder: string,
  identity: StoreIdentity,
): Promise<StoreLocation> {
  const base = await baseOf(storagePath, folder);
  const model =
    identity.modelId === ''
      ? 'words'
      : contentHash(`${identity.modelId}/${identity.dimensions}`).slice(0, 12);
  return { base, current: join(base, `v${SCHEMA_VERSION}.${identity.chunkerVersion}-${model}`) };
}

/**
 * Whether nothing has ever been indexed of a folder; the parameters are those of {@link locateStore}.
 * @throws {Error} of the file system
 */
export async function isNewFolder(storagePath: string, folder: string): Promise<boolean> {
  return !existsSync(await baseOf(storagePath, folder));
}

async function baseOf(storagePath: string, folder: string): Promise<string> {
  const real = await realpath(folder);
  const label = basename(real)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 40);
  return join(storagePath, 'indexes', `${label}-${contentHash(real).slice(0, 12)}`);
}

/** Removes the stores of other identities, once the current one is complete. */
export async function removeOtherVersions(location: StoreLocation): Promise<number> {
  const current = basename(location.current);
  const others = (await readdir(location.base, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name !== current,
  );
  for (const { name } of others) await rm(join(location.base, name), { recursive: true, force: true });
  return others.length;
}

import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where indexes and models are kept when nobody says where: AKIN_STORAGE, else the user's cache folder; the same for the
 * command line and for editors that have no storage of their own to offer.
 * @returns an absolute path
 */
export function defaultStoragePath(): string {
  const { AKIN_STORAGE: named = '' } = process.env;
  if (named !== '') return resolve(named);
  return envPaths('akin', { suffix: '' }).cache;
}

import envPaths from 'env-paths';

/**
 * Where indexes and models are kept when nobody says where: the user's cache folder, the same for the command line and
 * for editors that have no storage of their own to offer.
 * @returns an absolute path
 */
export function defaultStoragePath(): string {
  return envPaths('akin', { suffix: '' }).cache;
}

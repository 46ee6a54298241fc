import type { StoreFilter } from '../store/chunkStore';
import { changedFiles } from '../workspace/gitChanges';
import type { HitFilter } from './engineTypes';
import { toStoreFilter } from './pathFilter';
import { relativeInside } from './relativeInside';

/** A folder as far as its filter depends on it. */
interface FilteredFolder {
  /** Absolute path. */
  root: string;
  /** Every indexed path. */
  paths(): Iterable<string>;
}

/**
 * Turns what is asked for into what the folder's store understands.
 * @throws {import('../base/errors').AkinError} `invalid-request` for a glob that cannot be read, `no-repository` where git does not tell
 * what was changed, `aborted` on the signal
 */
export async function folderFilter(
  filter: HitFilter,
  folder: FilteredFolder,
  signal: AbortSignal,
): Promise<StoreFilter> {
  const wanted = toStoreFilter(filter, () => folder.paths());
  const only: (readonly string[])[] = [];
  if (filter.open !== undefined)
    only.push(
      filter.open.map((file) => relativeInside(folder.root, file)).filter((path) => path !== undefined),
    );
  if (filter.changed === true) only.push(await changedFiles(folder.root, signal));
  for (const paths of only) {
    const among = new Set(paths);
    wanted.paths = wanted.paths === undefined ? [...among] : wanted.paths.filter((path) => among.has(path));
  }
  return wanted;
}

import picomatch from 'picomatch';
import { AkinError, messageOf } from '../base/errors';
import { t } from '../base/texts';
import type { StoreFilter } from '../store/chunkStore';
import type { HitFilter } from './engineTypes';

/**
 * Turns globs into the list of indexed paths that fit them, which the store can apply before it searches.
 * @param paths every indexed path
 * @throws {AkinError} `invalid-request` when a glob cannot be read
 */
export function toStoreFilter(filter: HitFilter, paths: () => Iterable<string>): StoreFilter {
  const wanted: StoreFilter = {};
  if (filter.languages !== undefined && filter.languages.length > 0) wanted.languages = filter.languages;
  if (filter.kinds !== undefined && filter.kinds.length > 0) wanted.kinds = filter.kinds;
  // An input left empty is no wish.
  const include = (filter.include ?? []).filter((glob) => glob.trim() !== '');
  const exclude = (filter.exclude ?? []).filter((glob) => glob.trim() !== '');
  if (include.length === 0 && exclude.length === 0) return wanted;
  const isIncluded = include.length === 0 ? () => true : matcher(include);
  const isExcluded = exclude.length === 0 ? () => false : matcher(exclude);
  wanted.paths = [...paths()].filter((path) => isIncluded(path) && !isExcluded(path));
  return wanted;
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  try {
    // A bare name or folder means what is below it too, as people type it.
    return picomatch(
      globs.flatMap((glob) => [glob, `${glob.replace(/\/+$/, '')}/**`]),
      { dot: true },
    );
  } catch (cause) {
    throw new AkinError('invalid-request', t('A glob cannot be read: {0}', messageOf(cause)), { cause });
  }
}

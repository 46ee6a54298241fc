import { realpath } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { AkinError } from '../base/errors';
import { relativeInside } from '../engine/relativeInside';
import type { ServedFolder } from './toolContext';

/** A file of a served folder. */
export interface Place {
  folder: ServedFolder;
  /** Relative to the folder, with `/`. */
  path: string;
  /** Absolute and without links: safe to read. */
  realFile: string;
}

/**
 * The one file that a path names, relative to a folder or absolute.
 * @throws {AkinError} `invalid-request` for a path out of all folders, also by a link, for one that is not there, and
 * for one that several folders have
 */
export async function placeInside(path: string, folders: readonly ServedFolder[]): Promise<Place> {
  if (path === '' || path.includes('\0')) throw refused(path, 'is not the path of a file');
  const named = folders.flatMap((folder) => {
    const inside = relativeInside(folder.root, isAbsolute(path) ? resolve(path) : join(folder.root, path));
    return inside === undefined ? [] : [{ folder, path: inside }];
  });
  if (named.length === 0) throw refused(path, `is outside of ${listed(folders)}`);
  const present = (await Promise.all(named.map(look))).filter((place) => place !== undefined);
  const [first, ...others] = present;
  if (first === undefined) throw refused(path, 'does not exist');
  // A folder inside of a served one: the innermost is meant where the path is absolute.
  if (others.length > 0 && !isAbsolute(path))
    throw refused(
      path,
      `is in several folders: ${listed(present.map(({ folder }) => folder))}. Give its absolute path`,
    );
  return present.reduce((inner, place) =>
    place.folder.root.length > inner.folder.root.length ? place : inner,
  );
}

/**
 * The hits that stand in their folder itself. An index follows links, but what a link reaches out there, somebody's key
 * perhaps, is not handed to an agent.
 */
export async function withoutLinkedOut<T extends { folder: string; path: string }>(
  hits: readonly T[],
): Promise<T[]> {
  const kept = await Promise.all(
    hits.map(async (hit) => ((await isInside(hit.folder, join(hit.folder, hit.path))) ? [hit] : [])),
  );
  return kept.flat();
}

async function isInside(root: string, file: string): Promise<boolean> {
  try {
    return relativeInside(await realpath(root), await realpath(file)) !== undefined;
  } catch {
    return false;
  }
}

async function look({ folder, path }: { folder: ServedFolder; path: string }): Promise<Place | undefined> {
  let realFile: string;
  try {
    realFile = await realpath(join(folder.root, path));
  } catch {
    return undefined;
  }
  if (relativeInside(await realpath(folder.root), realFile) === undefined)
    throw refused(path, 'is a link that leads out of the folder');
  return { folder, path, realFile };
}

function listed(folders: readonly ServedFolder[]): string {
  return folders.map(({ root }) => root).join(', ');
}

function refused(path: string, why: string): AkinError {
  return new AkinError('invalid-request', `${JSON.stringify(path)} ${why}.`);
}

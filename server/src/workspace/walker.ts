import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { throwIfAborted } from '../base/errors';
import { mapLimited } from '../base/limiter';
import { EntryKind, type FolderReader, type Listing, NUMBERS_PER_ENTRY } from './folderReader';
import type { IgnoreRules } from './ignoreRules';
import { SkipReasons, type SkipReason } from './skipReason';

/** A file that may be worth indexing; nothing of its content has been read. */
export interface FoundFile {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  sizeBytes: number;
  mtimeMs: number;
}

export interface WalkOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  rules: IgnoreRules;
  reader: FolderReader;
  /** Told of everything that is passed over for another reason than the rules. */
  onSkip: (path: string, reason: SkipReason) => void;
  signal: AbortSignal;
  /** Relative path of the folder to start at; the workspace folder itself when absent. */
  from?: string;
}

/** A folder nested deeper than this is an accident (a link loop that the file system hides, a runaway generator). */
const MAX_DEPTH = 64;

/** Folders listed with one question: enough that few are asked, since each answer waits for what else is done, and that few files are held. */
const FOLDERS_AT_A_TIME = 256;

/** Links looked at together. */
const CONCURRENT_LINKS = 16;

/**
 * Lists the files below a folder as a stream, folder by folder, nearest first. Links are followed out of the
 * workspace folder alone, and once: what they name inside of it is found at its own place, and a folder above it,
 * or the whole disk, is not what a workspace means. Folders that vanish or cannot be read are passed over.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal, and what the reader throws
 */
export async function* walk(options: WalkOptions): AsyncGenerator<FoundFile> {
  const { root, signal, from = '' } = options;
  const realRoot = (await realpathOrUndefined(root)) ?? root;
  const context: WalkContext = { ...options, realRoot, visited: new Set() };
  let level: Folder[] = [{ path: from, isLinked: false }];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Folder[] = [];
    for (let at = 0; at < level.length; at += FOLDERS_AT_A_TIME) {
      throwIfAborted(signal);
      const found = await lookInto(context, level.slice(at, at + FOLDERS_AT_A_TIME));
      for (const folder of found.folders) next.push(folder);
      for (const file of found.files) {
        throwIfAborted(signal);
        yield file;
      }
    }
    level = next;
  }
}

/** Looks at one path as the walker would, for changes told by a watcher. */
export async function statFile(root: string, path: string): Promise<FoundFile | undefined> {
  const stats = await statOrUndefined(join(root, path));
  return stats?.isFile() === true ? foundFile(path, stats.size, stats.mtimeMs) : undefined;
}

interface Folder {
  path: string;
  /** It or a folder above it is a link. */
  isLinked: boolean;
}

interface WalkContext extends WalkOptions {
  realRoot: string;
  /** Real paths of the linked folders that were gone through. */
  visited: Set<string>;
}

/** What the rules leave of some folders. */
interface Found {
  files: FoundFile[];
  folders: Folder[];
}

async function lookInto(context: WalkContext, folders: readonly Folder[]): Promise<Found> {
  const { root, rules, reader, onSkip, signal } = context;
  const first = await firstVisits(context, folders);
  const listings = await reader.list(
    root,
    first.map(({ path }) => path),
    signal,
  );
  await Promise.all(
    first.map(async ({ path }, at) => {
      const listing = listings[at];
      if (listing === undefined) onSkip(path, SkipReasons.unreadable);
      else await rules.enter(path, (name) => listing.names.includes(name));
    }),
  );
  const found: Found = { files: [], folders: [] };
  for (const [at, folder] of first.entries()) {
    const listing = listings[at];
    if (listing !== undefined) await sort(context, folder, listing, found);
  }
  return found;
}

/** Without the linked folders that have been gone through; folders that are no links stand in one place alone. */
async function firstVisits({ root, visited }: WalkContext, folders: readonly Folder[]): Promise<Folder[]> {
  const real = await mapLimited(folders, CONCURRENT_LINKS, ({ path, isLinked }) =>
    isLinked ? realpathOrUndefined(join(root, path)) : Promise.resolve(undefined),
  );
  return folders.filter(({ isLinked }, at) => {
    if (!isLinked) return true;
    const path = real[at];
    if (path === undefined || visited.has(path)) return false;
    visited.add(path);
    return true;
  });
}

/** Adds the entries of one folder that the rules do not leave out. */
async function sort(context: WalkContext, folder: Folder, listing: Listing, found: Found): Promise<void> {
  const { rules, onSkip } = context;
  const { names, kinds, numbers } = listing;
  const links: string[] = [];
  for (const [at, name] of names.entries()) {
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    const kind = kinds[at];
    if (kind === EntryKind.link) links.push(path);
    else if (kind === EntryKind.folder) {
      if (!rules.ignores(`${path}/`)) found.folders.push({ path, isLinked: folder.isLinked });
    } else if (!rules.ignores(path)) {
      const sizeBytes = numbers[NUMBERS_PER_ENTRY * at] as number;
      const mtimeMs = numbers[NUMBERS_PER_ENTRY * at + 1] as number;
      if (kind !== EntryKind.file) onSkip(path, SkipReasons.notAFile);
      // Gone since it was listed, if so.
      else if (!Number.isNaN(sizeBytes)) found.files.push(foundFile(path, sizeBytes, mtimeMs));
    }
  }
  const targets = await mapLimited(links, CONCURRENT_LINKS, (path) => lookBehind(context, path));
  for (const [at, path] of links.entries()) {
    const target = targets[at];
    if (target?.isDirectory() === true) found.folders.push({ path, isLinked: true });
    else if (target !== undefined) found.files.push(foundFile(path, target.size, target.mtimeMs));
  }
}

/** What a link leads to, if it is to be followed. */
async function lookBehind(
  { root, realRoot, rules, onSkip }: WalkContext,
  path: string,
): Promise<Stats | undefined> {
  // A link's kind is known only after following it, which is not worth it when the rules drop it either way.
  if (rules.ignores(path) && rules.ignores(`${path}/`)) return undefined;
  const target = await realpathOrUndefined(join(root, path));
  const stats = target === undefined ? undefined : await statOrUndefined(target);
  if (target === undefined || stats === undefined) {
    onSkip(path, SkipReasons.unreadable);
    return undefined;
  }
  if (isWithin(target, realRoot) || isWithin(realRoot, target)) return undefined;
  if (stats.isDirectory()) return rules.ignores(`${path}/`) ? undefined : stats;
  if (rules.ignores(path)) return undefined;
  if (stats.isFile()) return stats;
  onSkip(path, SkipReasons.notAFile);
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function foundFile(path: string, sizeBytes: number, mtimeMs: number): FoundFile {
  return { path, sizeBytes, mtimeMs: Math.round(mtimeMs) };
}

async function realpathOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

async function statOrUndefined(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

import type { Dirent, Stats } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { throwIfAborted } from '../base/errors';
import { mapLimited } from '../base/limiter';
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
  /** Told of everything that is passed over for another reason than the rules. */
  onSkip: (path: string, reason: SkipReason) => void;
  signal: AbortSignal;
  /** Relative path of the folder to start at; the workspace folder itself when absent. */
  from?: string;
}

/** A folder nested deeper than this is an accident (a link loop that the file system hides, a runaway generator). */
const MAX_DEPTH = 64;

/**
 * Lists the files below a folder as a stream, folder by folder, nearest first. Links are followed out of the
 * workspace folder alone, and once: what they name inside of it is found at its own place, and a folder above it,
 * or the whole disk, is not what a workspace means. Folders that vanish or cannot be read are passed over.
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function* walk({
  root,
  rules,
  onSkip,
  signal,
  from = '',
}: WalkOptions): AsyncGenerator<FoundFile> {
  const realRoot = (await realpathOrUndefined(root)) ?? root;
  const context = { root, realRoot, rules, onSkip, signal, visited: new Set<string>() };
  let level: Folder[] = [{ path: from, isLinked: false }];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Folder[] = [];
    for (let at = 0; at < level.length; at += CONCURRENT_FOLDERS) {
      const folders = level.slice(at, at + CONCURRENT_FOLDERS);
      for await (const piece of inTurn(folders.map((folder) => piecesOf(context, folder)))) {
        next.push(...piece.folders);
        for (const file of piece.files) {
          throwIfAborted(signal);
          yield file;
        }
      }
    }
    level = next;
  }
}

/** Folders listed together: a disk or a network answers several questions in the time of one. */
const CONCURRENT_FOLDERS = 8;

/** What some entries of a folder are. */
interface Piece {
  files: FoundFile[];
  folders: Folder[];
}

/** All of the first source, then all of the second; the first element of each is asked for at once. */
async function* inTurn<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const firsts = sources.map((source) => source.next());
  // A failure is seen when its turn has come.
  for (const first of firsts) first.catch(() => undefined);
  try {
    for (const [at, source] of sources.entries())
      for (let result = await firsts[at]; result?.done === false; result = await source.next())
        yield result.value;
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

/** Goes through one folder, {@link ENTRIES_AT_A_TIME} at a time. */
async function* piecesOf(context: WalkContext, folder: Folder): AsyncGenerator<Piece> {
  const { root, rules, onSkip, signal, visited } = context;
  // Folders that are no links stand in one place alone.
  if (folder.isLinked && !(await firstVisit(join(root, folder.path), visited))) return;
  const pathOf = (name: string): string => (folder.path === '' ? name : `${folder.path}/${name}`);
  let isEntered = false;
  for await (const entries of entriesOf(join(root, folder.path), folder.path, onSkip)) {
    throwIfAborted(signal);
    if (!isEntered) await rules.enter(folder.path, mayHold(entries));
    isEntered = true;
    const looked = await mapLimited(entries, CONCURRENT_LOOKS, (entry) =>
      look(context, pathOf(entry.name), entry),
    );
    const piece: Piece = { files: [], folders: [] };
    for (const [at, found] of looked.entries()) {
      const entry = entries[at] as Dirent;
      if (found === 'folder')
        piece.folders.push({
          path: pathOf(entry.name),
          isLinked: folder.isLinked || entry.isSymbolicLink(),
        });
      else if (found !== undefined) piece.files.push(found);
    }
    yield piece;
  }
}

interface Folder {
  path: string;
  /** It or a folder above it is a link. */
  isLinked: boolean;
}

/** Whether a folder that begins with these entries may hold a file of some name: what follows is not known. */
function mayHold(entries: readonly Dirent[]): (name: string) => boolean {
  return (name) => entries.length === ENTRIES_AT_A_TIME || entries.some((entry) => entry.name === name);
}

/** Files looked at together: as many as keep the threads of the file system's calls busy. */
const CONCURRENT_LOOKS = 16;

/** Entries of one folder that are held at a time; a folder of a million files is gone through in pieces. */
const ENTRIES_AT_A_TIME = 512;

/** Looks at one path as the walker would, for changes told by a watcher. */
export async function statFile(root: string, path: string): Promise<FoundFile | undefined> {
  const stats = await statOrUndefined(join(root, path));
  return stats?.isFile() === true ? foundFile(path, stats) : undefined;
}

interface WalkContext extends Omit<WalkOptions, 'from'> {
  realRoot: string;
  /** Real paths of the linked folders that were gone through. */
  visited: Set<string>;
}

async function look(
  { root, realRoot, rules, onSkip }: WalkContext,
  path: string,
  entry: Dirent,
): Promise<FoundFile | 'folder' | undefined> {
  const isLink = entry.isSymbolicLink();
  // A link's kind is known only after following it, which is not worth it when the rules drop it either way.
  if (isLink && rules.ignores(path) && rules.ignores(`${path}/`)) return undefined;
  const target = isLink ? await realpathOrUndefined(join(root, path)) : undefined;
  const linked = target === undefined ? undefined : await statOrUndefined(target);
  if (isLink && linked === undefined) {
    onSkip(path, SkipReasons.unreadable);
    return undefined;
  }
  if (target !== undefined && (isWithin(target, realRoot) || isWithin(realRoot, target))) return undefined;
  if ((linked ?? entry).isDirectory()) return rules.ignores(`${path}/`) ? undefined : 'folder';
  if (rules.ignores(path)) return undefined;
  if (!(linked ?? entry).isFile()) {
    onSkip(path, SkipReasons.notAFile);
    return undefined;
  }
  const stats = linked ?? (await statOrUndefined(join(root, path)));
  return stats === undefined ? undefined : foundFile(path, stats);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function realpathOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

function foundFile(path: string, stats: Stats): FoundFile {
  return { path, sizeBytes: stats.size, mtimeMs: Math.round(stats.mtimeMs) };
}

async function statOrUndefined(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

async function firstVisit(folder: string, visited: Set<string>): Promise<boolean> {
  const real = await realpathOrUndefined(folder);
  if (real === undefined || visited.has(real)) return false;
  visited.add(real);
  return true;
}

async function* entriesOf(
  absolute: string,
  folder: string,
  onSkip: WalkOptions['onSkip'],
): AsyncGenerator<Dirent[]> {
  try {
    let entries: Dirent[] = [];
    for await (const entry of await opendir(absolute, { bufferSize: ENTRIES_AT_A_TIME })) {
      entries.push(entry);
      if (entries.length < ENTRIES_AT_A_TIME) continue;
      yield entries;
      entries = [];
    }
    yield entries;
  } catch {
    onSkip(folder, SkipReasons.unreadable);
  }
}

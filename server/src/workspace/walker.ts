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
  const visited = new Set<string>();
  const realRoot = (await realpathOrUndefined(root)) ?? root;
  const context = { root, realRoot, rules, onSkip };
  let level: Folder[] = [{ path: from, isLinked: false }];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Folder[] = [];
    for (const folder of level) {
      throwIfAborted(signal);
      // Folders that are no links stand in one place alone.
      if (folder.isLinked && !(await firstVisit(join(root, folder.path), visited))) continue;
      const names = (name: string): string => (folder.path === '' ? name : `${folder.path}/${name}`);
      let isEntered = false;
      for await (const entries of entriesOf(join(root, folder.path), folder.path, onSkip)) {
        throwIfAborted(signal);
        if (!isEntered) await rules.enter(folder.path, mayHold(entries));
        isEntered = true;
        const looked = await mapLimited(entries, CONCURRENT_LOOKS, (entry) =>
          look(context, names(entry.name), entry),
        );
        for (const [at, found] of looked.entries()) {
          throwIfAborted(signal);
          const entry = entries[at] as Dirent;
          if (found === 'folder')
            next.push({ path: names(entry.name), isLinked: folder.isLinked || entry.isSymbolicLink() });
          else if (found !== undefined) yield found;
        }
      }
    }
    level = next;
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

interface LookContext extends Pick<WalkOptions, 'root' | 'rules' | 'onSkip'> {
  realRoot: string;
}

async function look(
  { root, realRoot, rules, onSkip }: LookContext,
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

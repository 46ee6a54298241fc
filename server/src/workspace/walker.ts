import type { Dirent, Stats } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { throwIfAborted } from '../base/errors';
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
  let level: string[] = [from];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      throwIfAborted(signal);
      if (!(await firstVisit(join(root, folder), visited))) continue;
      await rules.enter(folder);
      for await (const entry of entriesOf(join(root, folder), folder, onSkip)) {
        throwIfAborted(signal);
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const found = await look({ root, realRoot, rules, onSkip }, path, entry);
        if (found === 'folder') next.push(path);
        else if (found !== undefined) yield found;
      }
    }
    level = next;
  }
}

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
): AsyncGenerator<Dirent> {
  try {
    for await (const entry of await opendir(absolute)) yield entry;
  } catch {
    onSkip(folder, SkipReasons.unreadable);
  }
}

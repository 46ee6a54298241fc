import { type FileRole, fileRole } from '../chunking/fileRole';

/** What is known of a file before it is read. */
export interface OrderedFile {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  mtimeMs: number;
}

/** What the user is at, and what was changed lately; paths as in {@link OrderedFile}. */
export interface OrderContext {
  /** Documents that the editor has open. */
  open: ReadonlySet<string>;
  /** Documents that can be seen at this moment. */
  visible: ReadonlySet<string>;
  /** Files that git calls changed, each with its place from 0, the latest. */
  recent: ReadonlyMap<string, number>;
  /** Folders of open, visible and recent files, `''` for the workspace folder itself; see {@link nearFoldersOf}. */
  nearFolders: ReadonlySet<string>;
  nowMs: number;
}

/**
 * The classes of files. They stand a thousand apart, so that a place within one never reaches the next. A file is in
 * the first that fits.
 */
export const Priority = {
  /** Just saved, or told of by a watcher among few others. */
  changed: 9_500,
  visible: 9_000,
  open: 8_000,
  recent: 7_000,
  touched: 6_000,
  near: 5_000,
  source: 4_000,
  test: 3_000,
  docs: 2_000,
  other: 1_000,
  /** Files that can be found by their words already and wait for their vectors. */
  vectors: 0,
} as const;

/** Places within a class. */
const PLACES = 999;

/** What was saved within a day is what a person goes on with. */
export const TOUCHED_WITHIN_MS = 24 * 60 * 60 * 1000;

/** Sources before tests before docs among the files near to where the user is. */
const NEAR_PLACE: Record<FileRole, number> = { source: 3, test: 2, docs: 1, other: 0 };

/**
 * How early a file is to be indexed; higher is earlier. Pure: the same file in the same context has the same number.
 * A time of change that lies ahead of the clock, as after it was set back, says nothing.
 */
export function priorityOf({ path, mtimeMs }: OrderedFile, context: OrderContext): number {
  if (context.visible.has(path)) return Priority.visible;
  if (context.open.has(path)) return Priority.open;
  const place = context.recent.get(path);
  if (place !== undefined) return Priority.recent + PLACES - Math.min(place, PLACES);
  const role = fileRole(path);
  const ageMs = context.nowMs - mtimeMs;
  // A build or a checkout touches everything it makes: what nobody waits for is not worth more for its time.
  if (ageMs >= 0 && ageMs < TOUCHED_WITHIN_MS && role !== 'other')
    return Priority.touched + Math.floor(PLACES * (1 - ageMs / TOUCHED_WITHIN_MS));
  if (context.nearFolders.has(folderOf(path))) return Priority.near + NEAR_PLACE[role];
  return Priority[role];
}

/** The folders that hold the given files, for {@link OrderContext.nearFolders}. */
export function nearFoldersOf(...files: Iterable<string>[]): Set<string> {
  const folders = new Set<string>();
  for (const paths of files) for (const path of paths) folders.add(folderOf(path));
  return folders;
}

/** The folder that holds a file, `''` for the workspace folder itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

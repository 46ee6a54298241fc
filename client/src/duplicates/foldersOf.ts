import type { DuplicateGroup } from '../../../protocol/duplicateMessages';

/** A folder and how many groups have a copy below it. */
export interface FolderCount {
  uri: string;
  count: number;
}

/**
 * Every folder below a workspace folder that copies stand in, by path.
 * @param rootOf the URI of the workspace folder of a file
 */
export function foldersOf(
  groups: readonly DuplicateGroup[],
  rootOf: (uri: string) => string | undefined,
): FolderCount[] {
  const counts = new Map<string, number>();
  for (const { copies } of groups) {
    const folders = new Set(copies.flatMap(({ uri }) => foldersAbove(uri, rootOf(uri))));
    for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([uri, count]) => ({ uri, count }))
    .sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
}

function foldersAbove(uri: string, root: string | undefined): string[] {
  if (root === undefined) return [];
  const folders: string[] = [];
  for (let end = uri.lastIndexOf('/'); end > root.length; end = uri.lastIndexOf('/', end - 1))
    folders.push(uri.slice(0, end));
  return folders;
}

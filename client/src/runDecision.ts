/** A workspace folder as far as starting the server depends on it. */
export interface FolderFacts {
  /** The scheme of the folder's URI; only `file` can be read by the server. */
  scheme: string;
  /** The folder's value of `akin.enable`. */
  enabled: boolean;
}

/** Why there is no server. */
export type OffReason = 'noFolder' | 'virtual' | 'disabled';

/** Decides whether a server is wanted: as soon as one folder on disk is enabled. */
export function decideRun(
  folders: readonly FolderFacts[],
): { run: true } | { run: false; reason: OffReason } {
  const onDisk = folders.filter((folder) => folder.scheme === 'file');
  if (onDisk.some((folder) => folder.enabled)) return { run: true };
  if (onDisk.length > 0) return { run: false, reason: 'disabled' };
  return { run: false, reason: folders.length > 0 ? 'virtual' : 'noFolder' };
}

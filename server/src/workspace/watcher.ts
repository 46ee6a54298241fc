import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

export interface FolderWatcher {
  /** Resolves when every folder below is watched. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches a folder where no editor does.
 * @param ignores asked for every path, relative with `/`
 * @param onChange told of relative paths of files and folders that changed, appeared or are gone
 * @param onError told when watching fails, for example for want of inotify watches
 */
export function watchFolder(
  root: string,
  ignores: (path: string) => boolean,
  onChange: (path: string) => void,
  onError: (error: unknown) => void,
): FolderWatcher {
  const inside = (path: string): string => relative(root, path).split(sep).join('/');
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path) => path !== root && ignores(inside(path)),
  });
  watcher.on('all', (_event, path) => onChange(inside(path)));
  watcher.on('error', onError);
  const ready = new Promise<void>((resolve) => watcher.once('ready', resolve));
  return { ready, close: () => watcher.close() };
}

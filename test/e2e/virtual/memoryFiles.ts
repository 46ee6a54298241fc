/** An extension for the tests alone: a file system in memory, so that a folder of it is no folder on a disk. */
import { EventEmitter, FileSystemError, FileType, workspace, Disposable, type FileStat } from 'vscode';

const SCHEME = 'akin-memory';

/** What lies in the root of the one folder. */
const files: ReadonlyMap<string, Uint8Array> = new Map([
  ['greeting.py', Buffer.from('def greet(name):\n    return f"Hello {name}"\n')],
]);

export function activate({ subscriptions }: { subscriptions: { dispose(): unknown }[] }): void {
  const changed = new EventEmitter<[]>();
  const refuse = (): never => {
    throw FileSystemError.NoPermissions();
  };
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const contentOf = (path: string): Uint8Array => {
    const content = files.get(nameOf(path));
    if (content === undefined) throw FileSystemError.FileNotFound(path);
    return content;
  };
  subscriptions.push(
    changed,
    workspace.registerFileSystemProvider(
      SCHEME,
      {
        onDidChangeFile: changed.event,
        watch: () => new Disposable(() => undefined),
        stat: ({ path }): FileStat =>
          path === '/shop'
            ? { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 }
            : { type: FileType.File, ctime: 0, mtime: 0, size: contentOf(path).length },
        readDirectory: () => [...files.keys()].map((name) => [name, FileType.File]),
        readFile: ({ path }) => contentOf(path),
        createDirectory: refuse,
        writeFile: refuse,
        delete: refuse,
        rename: refuse,
      },
      { isReadonly: true },
    ),
  );
}

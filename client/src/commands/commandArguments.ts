import { Uri } from 'vscode';

/** The URI that a menu hands over: the explorer its own, a view of ours a node that names a file. */
export function uriOf(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { file, folder } = argument as { file?: unknown; folder?: unknown };
  const named = typeof file === 'string' ? file : folder;
  return typeof named === 'string' ? Uri.parse(named) : undefined;
}

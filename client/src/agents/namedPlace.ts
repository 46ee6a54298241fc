import { Uri, workspace } from 'vscode';
import { standsInside } from './linkedOut';

/**
 * A file as a language model can name it: relative to its workspace folder, which stands before it where there are
 * several.
 * @returns undefined for a file that does not stand in the workspace itself
 */
export async function namedPlace(uriText: string): Promise<string | undefined> {
  const uri = Uri.parse(uriText);
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined || !(await standsInside(folder.uri.fsPath, uri.fsPath))) return undefined;
  return workspace.asRelativePath(uri);
}

import { workspace, type Uri } from 'vscode';

/**
 * The settings of the section `akin` as plain data. The section is asked for by its name: as a member of all settings it
 * comes as something that copies all settings of the window when it is made into JSON.
 * @param scope the folder whose settings are meant; those of the window without one
 */
export function plainSettings(scope?: Uri): object {
  // The functions that VS Code hangs on a section have no place in JSON.
  return JSON.parse(JSON.stringify(workspace.getConfiguration('akin', scope))) as object;
}

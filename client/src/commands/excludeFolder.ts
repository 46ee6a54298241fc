import { ConfigurationTarget, window, workspace, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { settingDeclarations } from '../../../protocol/settings';
import { t } from '../localise';
import { uriOf } from './commandArguments';
import { registerCommand, type CommandContext } from './commandContext';

/** Leaves a folder out of the index from now on, by the settings of its workspace folder. */
export function registerExcludeFolder(context: CommandContext): Disposable {
  return registerCommand(context, Commands.excludeFolder, async (argument) => {
    const uri = uriOf(argument);
    const root = uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
    if (uri === undefined || root === undefined) return;
    const isRoot = root.uri.toString() === uri.toString();
    // In a window of one folder its settings are those of the workspace.
    const hasSeveral = (workspace.workspaceFolders?.length ?? 0) > 1;
    const target = hasSeveral ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
    const { key } = isRoot ? settingDeclarations.enable : settingDeclarations.exclude;
    const settings = workspace.getConfiguration(undefined, root.uri);
    const path = workspace.asRelativePath(uri, false);
    const own = settings.inspect<unknown>(key);
    const before = hasSeveral ? own?.workspaceFolderValue : own?.workspaceValue;
    // A list hides those of wider scopes: it has to repeat them.
    const value = isRoot ? false : [...new Set([...settings.get<string[]>(key, []), path])];
    await settings.update(key, value, target);
    const undo = t('Undo');
    const choice = await window.showInformationMessage(
      t('{0} is left out of the index, by the setting {1}.', isRoot ? root.name : path, key),
      undo,
    );
    if (choice === undo) await settings.update(key, before, target);
  });
}

import { commands, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { registerCommand } from './commandContext';

/** Opens the settings that say what is reported as a duplicate, and how. */
export function registerOpenDuplicateSettings(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.openDuplicateSettings, async () => {
    await commands.executeCommand('workbench.action.openSettings', '@ext:akin.akin-code akin.duplicates');
  });
}

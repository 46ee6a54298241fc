import { commands, type Disposable } from 'vscode';
import { Commands, Views } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate } from '../duplicates/duplicateTargets';
import { registerCommand } from './commandContext';

/** Opens the Duplicates view, on the duplicate of a code action where it is called by one. */
export function registerShowDuplicates(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.showDuplicates, async (given) => {
    await commands.executeCommand(`${Views.duplicates}.focus`);
    if (given === undefined) return;
    const chosen = await chosenDuplicate(context.session, given);
    if (chosen === undefined) return;
    const { group, copy } = chosen;
    const place = copy === undefined ? undefined : { uri: copy.uri, line: copy.nameRange.start.line };
    await context.tree.reveal(group.id, place, true);
  });
}

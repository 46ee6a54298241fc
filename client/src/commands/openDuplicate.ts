import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate } from '../duplicates/duplicateTargets';
import { showCopy } from '../duplicates/showCopy';
import { registerCommand } from './commandContext';

/** Previews a copy that was clicked in the view, which keeps the focus. */
export function registerOpenDuplicate(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.openDuplicate, async (given) => {
    const chosen = await chosenDuplicate(context.session, given);
    if (chosen?.copy !== undefined) await showCopy(chosen.copy, { preview: true, preserveFocus: true });
  });
}

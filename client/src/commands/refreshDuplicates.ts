import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { RefreshDuplicatesRequest } from '../../../protocol/duplicateMessages';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { registerCommand } from './commandContext';

/** Looks for duplicates anew. */
export function registerRefreshDuplicates(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.refreshDuplicates, async () => {
    await context.session.send(RefreshDuplicatesRequest, {});
  });
}

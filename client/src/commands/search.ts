import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { showSearch } from '../views/searchQuickPick';
import { registerCommand, type CommandContext } from './commandContext';

/** Asks for a question and shows the code that answers it. */
export function registerSearch(context: CommandContext): Disposable {
  return registerCommand(context, Commands.search, () => showSearch(context));
}

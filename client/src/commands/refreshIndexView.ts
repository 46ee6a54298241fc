import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { IndexView } from '../views/index/indexView';
import { registerCommand, type CommandContext } from './commandContext';

/** Reads the state of each folder anew. */
export function registerRefreshIndexView(context: CommandContext, view: IndexView): Disposable {
  return registerCommand(context, Commands.refreshIndexView, () => view.refresh());
}

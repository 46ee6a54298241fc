import { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { registerCommand } from './commandContext';

/** Lists the duplicates by cost, or puts them under folders or kinds. */
export function registerArrangeDuplicates(context: DuplicateCommandContext): Disposable {
  const { model } = context;
  return Disposable.from(
    registerCommand(context, Commands.sortDuplicatesByCost, () => model.arrange('cost')),
    registerCommand(context, Commands.groupDuplicatesByFolder, () => model.arrange('folder')),
    registerCommand(context, Commands.groupDuplicatesByKind, () => model.arrange('kind')),
  );
}

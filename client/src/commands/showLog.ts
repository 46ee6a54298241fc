import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { registerCommand, type CommandContext } from './commandContext';

/** Opens Akin's output channel. */
export function registerShowLog(context: CommandContext): Disposable {
  return registerCommand(context, Commands.showLog, () => context.log.show());
}

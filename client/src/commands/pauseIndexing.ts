import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { PauseRequest } from '../../../protocol/indexMessages';
import { registerCommand, type CommandContext } from './commandContext';

/** Stops indexing; what changes meanwhile is indexed after resuming. */
export function registerPauseIndexing(context: CommandContext): Disposable {
  return registerCommand(context, Commands.pauseIndexing, async () => {
    await context.session.send(PauseRequest, {});
  });
}

import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { ResumeRequest } from '../../../protocol/indexMessages';
import { registerCommand, type CommandContext } from './commandContext';

/** Goes on indexing. */
export function registerResumeIndexing(context: CommandContext): Disposable {
  return registerCommand(context, Commands.resumeIndexing, async () => {
    await context.session.send(ResumeRequest, {});
  });
}

import { window, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { ClearRequest } from '../../../protocol/messages';
import { registerCommand, type CommandContext } from './commandContext';

/** Deletes the stored index, after asking. */
export function registerClearIndex(context: CommandContext): Disposable {
  return registerCommand(context, Commands.clearIndex, async () => {
    const clear = 'Clear';
    const answer = await window.showWarningMessage(
      'Clear the index?',
      {
        modal: true,
        detail:
          'The stored index of the open folders is deleted and indexing is paused. "Akin: Resume Indexing" builds it again. Your files are not touched.',
      },
      clear,
    );
    if (answer === clear) await context.session.send(ClearRequest, {});
  });
}

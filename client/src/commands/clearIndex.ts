import { window, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { ClearRequest } from '../../../protocol/indexMessages';
import { registerCommand, type CommandContext } from './commandContext';
import { t } from '../localise';

/** Deletes the stored index, after asking. */
export function registerClearIndex(context: CommandContext): Disposable {
  return registerCommand(context, Commands.clearIndex, async () => {
    const clear = t('Clear');
    const answer = await window.showWarningMessage(
      t('Clear the index?'),
      {
        modal: true,
        detail: t(
          'The stored index of the open folders is deleted and indexing is paused. "Akin: Resume Indexing" builds it again. Your files are not touched.',
        ),
      },
      clear,
    );
    if (answer === clear) await context.session.send(ClearRequest, {});
  });
}

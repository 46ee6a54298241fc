import { window, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { RebuildRequest } from '../../../protocol/indexMessages';
import { registerCommand, type CommandContext } from './commandContext';
import { t } from '../localise';

/** Indexes everything anew, after asking: in a large folder it takes a while. */
export function registerRebuildIndex(context: CommandContext): Disposable {
  return registerCommand(context, Commands.rebuildIndex, async () => {
    const rebuild = t('Rebuild');
    const answer = await window.showWarningMessage(
      t('Rebuild the index?'),
      { modal: true, detail: t('All files are read and embedded anew. The old index answers until then.') },
      rebuild,
    );
    if (answer === rebuild) await context.session.send(RebuildRequest, {});
  });
}

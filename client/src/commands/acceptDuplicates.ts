import { Disposable, window } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { AcceptDuplicatesRequest, IgnoreDuplicateRequest } from '../../../protocol/duplicateMessages';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate, tellInStatusBar } from '../duplicates/duplicateTargets';
import { plural } from '../views/numbers';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Writes one duplicate, or all, into the baseline: what stands there is not reported. */
export function registerAcceptDuplicates(context: DuplicateCommandContext): Disposable {
  const { session, model } = context;
  return Disposable.from(
    registerCommand(context, Commands.acceptDuplicate, async (given) => {
      const chosen = await chosenDuplicate(session, given);
      if (chosen === undefined) return;
      await session.send(IgnoreDuplicateRequest, { id: chosen.group.id, how: 'baseline' });
      tellInStatusBar(t('Akin: written into the baseline'));
    }),
    registerCommand(context, Commands.acceptDuplicates, async () => {
      if (model.total === 0) {
        tellInStatusBar(t('Akin: no duplicates'));
        return;
      }
      const accept = t('Accept All');
      const answer = await window.showWarningMessage(
        t('Accept {0} as the baseline?', plural(model.total, 'duplicate')),
        {
          modal: true,
          detail: t(
            'What is there now is written into .akin/duplicates-baseline.json and no longer reported. What is new still is. Delete the file to have all reported again.',
          ),
        },
        accept,
      );
      if (answer !== accept) return;
      const { accepted } = await session.send(AcceptDuplicatesRequest, {});
      tellInStatusBar(t('Akin: {0} written into the baseline', plural(accepted, 'duplicate')));
    }),
  );
}

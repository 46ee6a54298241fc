import { commands, Location, Position, Uri, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate, twinsOf } from '../duplicates/duplicateTargets';
import { showCopy } from '../duplicates/showCopy';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Goes to the other copy; where there are several, VS Code's own peek view shows them. */
export function registerGoToTwin(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.goToTwin, async (given) => {
    const chosen = await chosenDuplicate(context.session, given);
    if (chosen === undefined) return;
    const { group } = chosen;
    const copy = chosen.copy ?? group.copies[0];
    if (copy === undefined) return;
    const twins = twinsOf(group, copy);
    const [twin] = twins;
    if (twins.length === 1 && twin !== undefined) {
      await showCopy(twin, { preview: true });
      return;
    }
    await commands.executeCommand(
      'editor.action.goToLocations',
      Uri.parse(copy.uri),
      new Position(copy.nameRange.start.line, copy.nameRange.start.character),
      twins.map(
        ({ uri, nameRange: { start } }) =>
          new Location(Uri.parse(uri), new Position(start.line, start.character)),
      ),
      'peek',
      t('The other copies are gone.'),
    );
  });
}

import { commands, Location, Position, Range, Uri, window, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { SimilarRequest } from '../../../protocol/searchMessages';
import { t } from '../localise';
import { toRange } from '../views/hitMarks';
import { paramsOf } from '../views/similarQuickPick';
import { registerCommand, type CommandContext } from './commandContext';

/** Where a code lens stands; without one the selection or the cursor is meant. */
interface Place {
  uri: Uri;
  line: number;
}

/** Shows code that resembles the selection, the function at the cursor or the one of a code lens, without leaving the file. */
export function registerPeekSimilar(context: CommandContext): Disposable {
  return registerCommand(context, Commands.peekSimilar, async (argument) => {
    const place = placeOf(argument);
    const editor = window.activeTextEditor;
    const uri = place?.uri ?? editor?.document.uri;
    if (uri?.scheme !== 'file') {
      void window.showInformationMessage(t('Open a file of this folder and put the cursor into a function.'));
      return;
    }
    const at = new Position(place?.line ?? 0, 0);
    const range = place === undefined && editor !== undefined ? toPlain(editor.selection) : new Range(at, at);
    const { hits } = await context.session.send(SimilarRequest, paramsOf({ uri, range }));
    const locations = hits.map((hit) => new Location(Uri.parse(hit.uri), toRange(hit.range)));
    await commands.executeCommand(
      'editor.action.peekLocations',
      uri,
      range.start,
      locations,
      'peek',
      t('No similar code found'),
    );
  });
}

function toPlain({ start, end }: Range): Range {
  return new Range(start, end);
}

function placeOf(argument: unknown): Place | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, line } = argument as Partial<Place>;
  return uri instanceof Uri && typeof line === 'number' ? { uri, line } : undefined;
}

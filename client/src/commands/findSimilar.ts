import { Range, window, workspace, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { showSimilar } from '../views/similarQuickPick';
import { registerCommand, type CommandContext } from './commandContext';
import { t } from '../localise';

/** Shows code that resembles the selection or, without one, the function at the cursor. */
export function registerFindSimilar(context: CommandContext): Disposable {
  return registerCommand(context, Commands.findSimilar, async () => {
    const editor = window.activeTextEditor;
    if (editor?.document.uri.scheme !== 'file') {
      await window.showInformationMessage(
        t('Open a file of this folder and put the cursor into a function.'),
      );
      return;
    }
    const { uri } = editor.document;
    const { start, end } = editor.selection;
    // Whole lines are selected as far as the start of the next one, which is none of them.
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    const lines = start.line === last ? `${start.line + 1}` : `${start.line + 1}–${last + 1}`;
    showSimilar(context, {
      uri,
      range: new Range(start, end),
      name: `${workspace.asRelativePath(uri)}:${lines}`,
    });
  });
}

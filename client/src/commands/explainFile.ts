import { commands, Range, Uri, window, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { ExplainFileRequest } from '../../../protocol/indexMessages';
import { t } from '../localise';
import { uriOf } from './commandArguments';
import { registerCommand, type CommandContext } from './commandContext';

/** Says why a file is indexed or not: the one that a menu was opened on, else the one in the editor. */
export function registerExplainFile(context: CommandContext): Disposable {
  return registerCommand(context, Commands.explainFile, async (argument) => {
    const uri = uriOf(argument) ?? window.activeTextEditor?.document.uri;
    if (uri?.scheme !== 'file') {
      void window.showInformationMessage(t('Open a file on disk, or choose one in the explorer.'));
      return;
    }
    const { message, rule, verdict } = await context.session.send(ExplainFileRequest, {
      uri: uri.toString(),
    });
    const showRule = t('Show Rule');
    const settings = t('Open Settings');
    const offers = rule !== undefined ? [showRule] : verdict === 'ignored' ? [settings] : [];
    const choice = await window.showInformationMessage(message, ...offers);
    if (choice === settings)
      await commands.executeCommand('workbench.action.openSettings', 'akin.index.exclude');
    if (choice !== showRule || rule === undefined) return;
    const line = rule.line - 1;
    await window.showTextDocument(Uri.parse(rule.uri), { selection: new Range(line, 0, line, 0) });
  });
}

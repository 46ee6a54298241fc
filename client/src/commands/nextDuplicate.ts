import { Disposable, window, workspace } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { NextDuplicateRequest } from '../../../protocol/duplicateMessages';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { groupDescription, kindTexts } from '../duplicates/duplicateText';
import { tellInStatusBar } from '../duplicates/duplicateTargets';
import { showCopy } from '../duplicates/showCopy';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Goes from one duplicate to the next, through the open file and then on to the others. */
export function registerNextDuplicate(context: DuplicateCommandContext): Disposable {
  return Disposable.from(
    registerCommand(context, Commands.nextDuplicate, () => goOn(context, false)),
    registerCommand(context, Commands.previousDuplicate, () => goOn(context, true)),
  );
}

async function goOn({ session, tree }: DuplicateCommandContext, backwards: boolean): Promise<void> {
  const from = whereToBegin();
  if (from === undefined) return;
  const next = await session.send(NextDuplicateRequest, { ...from, backwards });
  if (next === null) {
    tellInStatusBar(t('Akin: no duplicates'));
    return;
  }
  const { group, copy } = next;
  await showCopy(copy, { preview: true });
  tellInStatusBar(`$(copy) ${kindTexts[group.kind].title} · ${groupDescription(group)}`);
  if (tree.visible) await tree.reveal(group.id, { uri: copy.uri, line: copy.nameRange.start.line }, false);
}

/** The cursor, or the folder, which comes before all of its files. */
function whereToBegin():
  { textDocument: { uri: string }; position: { line: number; character: number } } | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme === 'file') {
    const { line, character } = editor.selection.active;
    return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
  }
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) return undefined;
  return { textDocument: { uri: folder.uri.toString() }, position: { line: 0, character: 0 } };
}

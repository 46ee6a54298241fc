import { Disposable, Position, Uri, workspace, WorkspaceEdit } from 'vscode';
import { Commands, type CommandId } from '../../../protocol/commands';
import { IgnoreDuplicateRequest, type IgnoreDuplicateParams } from '../../../protocol/duplicateMessages';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate, tellInStatusBar } from '../duplicates/duplicateTargets';
import { showCopy } from '../duplicates/showCopy';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Writes the comment that has a copy, or all of its file, no longer reported. */
export function registerIgnoreDuplicate(context: DuplicateCommandContext): Disposable {
  const register = (id: CommandId, how: 'function' | 'file'): Disposable =>
    registerCommand(context, id, (given) => ignore(context, given, how));
  return Disposable.from(
    register(Commands.ignoreDuplicate, 'function'),
    register(Commands.ignoreDuplicatesInFile, 'file'),
  );
}

async function ignore(
  { session }: DuplicateCommandContext,
  given: unknown,
  how: IgnoreDuplicateParams['how'],
): Promise<void> {
  const chosen = await chosenDuplicate(session, given);
  if (chosen === undefined) return;
  const copy = chosen.copy ?? chosen.group.copies[0];
  if (copy === undefined) return;
  // Open first, so that the comment goes where the text is now, and can be seen.
  await showCopy(copy, { preview: true });
  const document = await workspace.openTextDocument(Uri.parse(copy.uri));
  const wasSaved = !document.isDirty;
  const { edit } = await session.send(IgnoreDuplicateRequest, {
    id: chosen.group.id,
    how,
    textDocument: { uri: copy.uri },
    line: copy.nameRange.start.line,
  });
  const change = new WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit?.changes ?? {}))
    for (const { range, newText } of edits)
      change.insert(
        Uri.parse(uri),
        document.validatePosition(new Position(range.start.line, range.start.character)),
        newText,
      );
  if (!(await workspace.applyEdit(change))) throw new Error(t('The editor did not take the comment.'));
  // A file without other changes is written, so that the index hears of it; others are left to the person.
  if (wasSaved) await document.save();
  tellInStatusBar(how === 'file' ? t('Akin: this file is ignored') : t('Akin: this duplicate is ignored'));
}

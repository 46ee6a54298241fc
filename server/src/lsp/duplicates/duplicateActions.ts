import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver';
import { Commands, type DuplicateTarget } from '../../../../protocol/commands';
import { t } from '../../base/texts';
import { nameOf, placeOf } from './duplicateText';
import { type DocumentLines, ignoreFileEdit, ignoreFunctionEdit } from './ignoreEdits';
import { closestTwin, type PlacedGroup } from './placeCopies';

/** What the actions of one copy are made of. */
export interface ActionContext {
  /** The client has the commands of `protocol/commands.ts`. */
  hasCommands: boolean;
  document: DocumentLines;
  /** The diagnostics of the request that this copy is the reason of. */
  diagnostics: Diagnostic[];
}

/**
 * What can be done about one copy, the nearest first: look at its twin, then have it no longer reported. A client
 * without our commands gets those that are plain edits.
 */
export function duplicateActions(
  { group, copies }: PlacedGroup,
  index: number,
  context: ActionContext,
): CodeAction[] {
  const copy = copies[index];
  const twin = closestTwin(copies, index);
  if (copy === undefined || twin === undefined) return [];
  const target: DuplicateTarget = {
    group: group.id,
    uri: copy.uri,
    line: copy.nameRange.start.line,
    twin: { uri: twin.uri, line: twin.nameRange.start.line },
  };
  const { hasCommands, document, diagnostics } = context;
  const command = (title: string, id: string, ...given: unknown[]): CodeAction[] =>
    hasCommands ? [action(title, diagnostics, { command: { title, command: id, arguments: given } })] : [];
  const edit = (title: string, change: TextEdit | undefined): CodeAction[] =>
    change === undefined ? [] : [action(title, diagnostics, { edit: { changes: { [copy.uri]: [change] } } })];
  const name = group.wholeFile ? twin.member.path : `${nameOf(twin.member)} (${placeOf(twin)})`;
  return [
    ...command(t('Compare with {0}', name), Commands.compareDuplicates, target),
    ...command(
      copies.length > 2 ? t('Go to the {0} other copies', copies.length - 1) : t('Go to {0}', name),
      Commands.goToTwin,
      target,
    ),
    ...command(t('Show in the Duplicates view'), Commands.showDuplicates, target),
    ...(group.wholeFile
      ? []
      : edit(t('Ignore this duplicate with a comment'), ignoreFunctionEdit(copy, document))),
    ...command(t('Ignore this duplicate in the baseline'), Commands.acceptDuplicate, target),
    ...edit(t('Ignore duplicates in this file'), ignoreFileEdit(copy.member.language, document)),
    ...command(t('Change what counts as a duplicate'), Commands.openDuplicateSettings),
  ];
}

function action(title: string, diagnostics: Diagnostic[], act: Partial<CodeAction>): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, diagnostics, ...act };
}

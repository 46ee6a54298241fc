import { commands, window, type Disposable, type QuickPickItem } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { t } from '../localise';
import { HitQuickPick } from '../views/hitQuickPick';
import { ResultsDocuments } from '../views/results/resultsDocuments';
import type { ResultNode } from '../views/results/resultSet';
import type { ResultsView } from '../views/results/resultsView';
import { registerCommand, type CommandContext } from './commandContext';

/** What can be done in the results view, registered part by part. */
export function* resultParts(context: CommandContext): Generator<Pick<Disposable, 'dispose'>> {
  const { results } = context;
  const documents = new ResultsDocuments();
  yield documents;
  const on = (id: Parameters<typeof registerCommand>[1], run: (node?: ResultNode) => Promise<void> | void) =>
    // Menus and rows of the view hand over its own nodes.
    registerCommand(context, id, (node) => run(node as ResultNode | undefined));
  yield on(Commands.showAllResults, () => HitQuickPick.visible?.askForAll());
  yield on(Commands.previewResult, (node) => results.previewNode(node));
  yield on(Commands.openResult, (node) => onFocused(results, node, () => results.open(node, false)));
  yield on(Commands.openResultToSide, (node) => onFocused(results, node, () => results.open(node, true)));
  yield on(Commands.nextResult, () => move(results, 'list.focusDown'));
  yield on(Commands.previousResult, () => move(results, 'list.focusUp'));
  yield on(Commands.dismissResult, (node) => onFocused(results, node, () => results.dismiss(node)));
  yield on(Commands.copyResult, (node) => results.copy(node));
  yield on(Commands.copyAllResults, () => results.copyAll());
  yield on(Commands.refreshResults, () => results.refresh());
  yield on(Commands.clearResults, () => results.clear());
  yield on(Commands.groupResultsByFile, () => results.group('file'));
  yield on(Commands.groupResultsByScore, () => results.group('score'));
  yield on(Commands.openResultsInEditor, async () => {
    if (results.shown !== undefined) await documents.open(results.shown);
  });
  yield on(Commands.showHistory, () => showHistory(context));
}

/** The arrow keys alone move the focus; a preview follows the selection. */
async function move(results: ResultsView, command: 'list.focusDown' | 'list.focusUp'): Promise<void> {
  await commands.executeCommand(command);
  await selectFocused(results);
}

/** A key means the row that has the focus, which need not be the selected one. */
async function onFocused(
  results: ResultsView,
  node: ResultNode | undefined,
  run: () => Promise<void> | void,
): Promise<void> {
  if (node === undefined) await selectFocused(results);
  await run();
}

/** A row that is selected again is shown again: after a key that is no second click, which would take the focus away. */
async function selectFocused(results: ResultsView): Promise<void> {
  results.endClick();
  await commands.executeCommand('list.selectAndPreserveFocus');
}

async function showHistory({ recent, results }: CommandContext): Promise<void> {
  const forget = t('Forget These Queries');
  const items: QuickPickItem[] = recent.all.map((query) => ({ label: query }));
  if (items.length > 0) items.push({ label: forget, alwaysShow: true });
  const choice = await window.showQuickPick(items, {
    title: t('Queries of This Workspace'),
    placeHolder: items.length > 0 ? t('Choose a query to ask again') : t('There are no queries yet'),
  });
  if (choice === undefined) return;
  if (choice.label === forget && choice === items.at(-1)) recent.clear();
  else await results.search(choice.label);
}

import * as vscode from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { IndexStatus } from '../../../protocol/messages';
import { formatBytes, statusSentence } from '../views/statusText';

interface Action extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** Opens the status menu: how the index is, and what can be done about it. */
export async function showIndexStatus(
  status: IndexStatus | undefined,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const chosen = await vscode.window.showQuickPick(actions(status, log), {
    title: status === undefined ? 'Akin' : `Akin — ${statusSentence(status)}`,
    placeHolder: status?.message ?? details(status),
  });
  await chosen?.run?.();
}

function actions(status: IndexStatus | undefined, log: vscode.LogOutputChannel): Action[] {
  const command = (label: string, id: string): Action => ({
    label,
    run: () => vscode.commands.executeCommand(id),
  });
  const shared: Action[] = [
    {
      label: '$(gear) Settings',
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'akin.'),
    },
    { label: '$(output) Show Log', run: () => log.show() },
  ];
  if (status === undefined) return [{ label: 'Open a folder to search it' }, ...shared];
  return [
    command('$(search) Semantic Search', Commands.search),
    status.state === 'paused'
      ? command('$(debug-start) Resume Indexing', Commands.resumeIndexing)
      : command('$(debug-pause) Pause Indexing', Commands.pauseIndexing),
    command('$(refresh) Rebuild Index', Commands.rebuildIndex),
    command('$(trash) Clear Index', Commands.clearIndex),
    ...shared,
  ];
}

function details(status: IndexStatus | undefined): string {
  if (status === undefined) return 'No folder is open';
  const skipped = Object.entries(status.skipped).map(([reason, count]) => `${count} ${reason}`);
  const parts = [`Index on disk: ${formatBytes(status.storeBytes)}`];
  if (skipped.length > 0) parts.push(`skipped: ${skipped.join(', ')}`);
  return parts.join('; ');
}

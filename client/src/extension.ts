import * as vscode from 'vscode';
import { Commands } from '../../protocol/commands';
import { clearIndex } from './commands/clearIndex';
import { findSimilar } from './commands/findSimilar';
import { pauseIndexing } from './commands/pauseIndexing';
import { rebuildIndex } from './commands/rebuildIndex';
import { resumeIndexing } from './commands/resumeIndexing';
import { semanticSearch } from './commands/semanticSearch';
import { showIndexStatus } from './commands/showIndexStatus';
import { Session } from './session';
import { openFocusedHitToSide } from './views/hitQuickPick';

let session: Session | undefined;

/** Wires commands and views; the server starts by itself when a folder is open. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Akin', { log: true });
  const opened = new Session(context, log);
  session = opened;
  const register = (id: string, run: () => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, run);
  context.subscriptions.push(
    log,
    opened,
    register(Commands.search, () => opened.withServer(semanticSearch)),
    register(Commands.findSimilar, () => opened.withServer(findSimilar)),
    register(Commands.pauseIndexing, () => opened.withServer(pauseIndexing)),
    register(Commands.resumeIndexing, () => opened.withServer(resumeIndexing)),
    register(Commands.rebuildIndex, () => opened.withServer(rebuildIndex)),
    register(Commands.clearIndex, () => opened.withServer(clearIndex)),
    register(Commands.showIndexStatus, () => showIndexStatus(opened.status, log)),
    register(Commands.openHitToSide, openFocusedHitToSide),
  );
  opened.update();
}

/** Lets the server finish what it writes. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}

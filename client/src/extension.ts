import { window, type ExtensionContext } from 'vscode';
import { registerDuplicatesTool } from './agents/duplicatesTool';
import { registerMcpServer } from './agents/mcpServer';
import { registerSearchTool } from './agents/searchTool';
import { registerClearIndex } from './commands/clearIndex';
import type { CommandContext } from './commands/commandContext';
import { registerFindSimilar } from './commands/findSimilar';
import { registerOpenHitToSide } from './commands/openHitToSide';
import { registerPauseIndexing } from './commands/pauseIndexing';
import { registerRebuildIndex } from './commands/rebuildIndex';
import { registerResumeIndexing } from './commands/resumeIndexing';
import { registerSearch } from './commands/search';
import { registerShowIndexStatus } from './commands/showIndexStatus';
import { keepContextKeys } from './contextKeys';
import { registerDuplicates } from './duplicates/registerDuplicates';
import { Session } from './session';
import { RecentQueries } from './views/recentQueries';
import { StatusBar } from './views/statusBar';
import { StatusNotices } from './views/statusNotices';
import { VisibleFiles } from './visibleFiles';

let opened: Session | undefined;

/** Called by VS Code once the window is up; everything slow happens in the server, which is not waited for. */
export function activate(extension: ExtensionContext): void {
  const log = window.createOutputChannel('Akin', { log: true });
  const session = new Session(extension, log);
  opened = session;
  const context: CommandContext = { session, log, recent: new RecentQueries() };
  extension.subscriptions.push(
    log,
    session,
    new StatusBar(session),
    new StatusNotices(session, log),
    keepContextKeys(session),
    new VisibleFiles(session),
    registerSearch(context),
    registerFindSimilar(context),
    registerOpenHitToSide(context),
    registerPauseIndexing(context),
    registerResumeIndexing(context),
    registerRebuildIndex(context),
    registerClearIndex(context),
    registerShowIndexStatus(context),
    registerSearchTool(session),
    registerDuplicatesTool(session),
    registerMcpServer(extension),
    registerDuplicates(context, extension),
  );
  session.reconsider();
}

/** Called by VS Code before the window closes: lets the server finish what it writes. */
export async function deactivate(): Promise<void> {
  await opened?.stop();
}

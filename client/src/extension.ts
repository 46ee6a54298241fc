import { sinceLoadStart, startWatch } from './loadStart';
import { l10n, window, type ExtensionContext } from 'vscode';
import { registerDuplicatesTool } from './agents/duplicatesTool';
import { registerMcpServer } from './agents/mcpServer';
import { registerSearchTool } from './agents/searchTool';
import { registerClearIndex } from './commands/clearIndex';
import type { CommandContext } from './commands/commandContext';
import { registerExcludeFolder } from './commands/excludeFolder';
import { registerExplainFile } from './commands/explainFile';
import { registerFindSimilar } from './commands/findSimilar';
import { registerOpenHitToSide } from './commands/openHitToSide';
import { registerPauseIndexing } from './commands/pauseIndexing';
import { registerPeekSimilar } from './commands/peekSimilar';
import { registerPerformanceReport } from './commands/performanceReport';
import { registerRebuildIndex } from './commands/rebuildIndex';
import { registerRefreshIndexView } from './commands/refreshIndexView';
import { registerResults } from './commands/results';
import { registerResumeIndexing } from './commands/resumeIndexing';
import { registerSearch } from './commands/search';
import { registerShowLog } from './commands/showLog';
import { registerShowIndexStatus } from './commands/showIndexStatus';
import { keepContextKeys } from './contextKeys';
import { useTranslator } from './localise';
import { registerDuplicates } from './duplicates/registerDuplicates';
import { Session } from './session';
import { DownloadConsent } from './views/downloadConsent';
import { IndexView } from './views/index/indexView';
import { KeptFilters } from './views/keptFilters';
import { RecentQueries } from './views/recentQueries';
import { ResultsView } from './views/results/resultsView';
import { SimilarLenses } from './views/similarLenses';
import { StatusBar } from './views/statusBar';
import { StatusNotices } from './views/statusNotices';
import { VisibleFiles } from './visibleFiles';

/** What the loading of the code and the call of {@link activate} took together; in between the host waits for the editor. */
interface ActivationCost {
  activationMs: number;
  /** Processor time of all threads of the extension host meanwhile. */
  activationCpuMs: number;
}

const loading = sinceLoadStart();

let opened: Session | undefined;

/**
 * Called by VS Code once the window is up; everything slow happens in the server, which is not waited for.
 * @returns what this took, the loading of the code included
 */
export function activate(extension: ExtensionContext): ActivationCost {
  const sinceCall = startWatch();
  useTranslator(l10n.t);
  const log = window.createOutputChannel('Akin', { log: true });
  const session = new Session(extension, log);
  opened = session;
  const index = new IndexView(session);
  const results = new ResultsView(session, extension.workspaceState);
  const context: CommandContext = {
    session,
    log,
    results,
    recent: new RecentQueries(extension.workspaceState),
    filters: new KeptFilters(extension.workspaceState),
  };
  extension.subscriptions.push(
    log,
    session,
    results,
    registerResults(context),
    registerPeekSimilar(context),
    registerExplainFile(context),
    registerExcludeFolder(context),
    registerShowLog(context),
    registerPerformanceReport(context, extension),
    registerRefreshIndexView(context, index),
    index,
    new SimilarLenses(session),
    new StatusBar(session),
    new StatusNotices(session, log),
    new DownloadConsent(session, extension.globalState),
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
  const call = sinceCall();
  log.debug(`Activated in ${call.ms.toFixed(1)} ms, after ${loading.ms.toFixed(1)} ms of loading.`);
  return { activationMs: loading.ms + call.ms, activationCpuMs: loading.cpuMs + call.cpuMs };
}

/** Called by VS Code before the window closes: lets the server finish what it writes. */
export async function deactivate(): Promise<void> {
  await opened?.stop();
}

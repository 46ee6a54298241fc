import { sinceLoadStart, startWatch } from './loadStart';
import { l10n, window, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
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
import { resultParts } from './commands/results';
import { registerResumeIndexing } from './commands/resumeIndexing';
import { registerSearch } from './commands/search';
import { registerShowLog } from './commands/showLog';
import { registerShowIndexStatus } from './commands/showIndexStatus';
import { keepContextKeys } from './contextKeys';
import { useTranslator } from './localise';
import { duplicateParts } from './duplicates/duplicateParts';
import { Session } from './session';
import { inTurns, nextTurn } from './turns';
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
const ending = new AbortController();

/**
 * Called by VS Code once the window is up; everything slow happens in the server, which is not waited for. All commands are
 * there when it is over, for VS Code then runs the one that it was activated for.
 * @returns what this took, the loading of the code and the turns of others included
 */
export async function activate(extension: ExtensionContext): Promise<ActivationCost> {
  const sinceCall = startWatch();
  useTranslator(l10n.t);
  const log = window.createOutputChannel('Akin', { log: true });
  const session = new Session(extension, log);
  opened = session;
  extension.subscriptions.push(log, session);
  const keep = (part: Pick<Disposable, 'dispose'>): number => extension.subscriptions.push(part);
  await nextTurn();
  await inTurns(partsOf(extension, session, log), keep, ending.signal);
  await nextTurn();
  if (!ending.signal.aborted) session.reconsider();
  const call = sinceCall();
  log.debug(`Activated in ${call.ms.toFixed(1)} ms, after ${loading.ms.toFixed(1)} ms of loading.`);
  return { activationMs: loading.ms + call.ms, activationCpuMs: loading.cpuMs + call.cpuMs };
}

/** Called by VS Code before the window closes: lets the server finish what it writes. */
export async function deactivate(): Promise<void> {
  ending.abort();
  await opened?.stop();
}

/** All that a person or an agent meets, made part by part; whoever takes a part disposes it. */
function* partsOf(
  extension: ExtensionContext,
  session: Session,
  log: LogOutputChannel,
): Generator<Pick<Disposable, 'dispose'>> {
  const results = new ResultsView(session, extension.workspaceState);
  yield results;
  const context: CommandContext = {
    session,
    log,
    results,
    recent: new RecentQueries(extension.workspaceState),
    filters: new KeptFilters(extension.workspaceState),
  };
  yield* resultParts(context);
  yield registerPeekSimilar(context);
  yield registerExplainFile(context);
  yield registerExcludeFolder(context);
  yield registerShowLog(context);
  yield registerPerformanceReport(context, extension);
  const index = new IndexView(session);
  yield index;
  yield registerRefreshIndexView(context, index);
  yield new SimilarLenses(session);
  yield new StatusBar(session);
  yield new StatusNotices(session, log);
  yield new DownloadConsent(session, extension.globalState);
  yield keepContextKeys(session);
  yield new VisibleFiles(session);
  yield registerSearch(context);
  yield registerFindSimilar(context);
  yield registerOpenHitToSide(context);
  yield registerPauseIndexing(context);
  yield registerResumeIndexing(context);
  yield registerRebuildIndex(context);
  yield registerClearIndex(context);
  yield registerShowIndexStatus(context);
  yield registerSearchTool(session);
  yield registerDuplicatesTool(session);
  yield registerMcpServer(extension);
  yield* duplicateParts(context, extension);
}

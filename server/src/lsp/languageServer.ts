import { resolve } from 'node:path';
import {
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  type InitializeError,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  WorkDoneProgressCancelNotification,
  WorkspaceSymbolRequest,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { ServerCommands } from '../../../protocol/commands';
import {
  AcceptDuplicatesRequest,
  DuplicatesRequest,
  IgnoreDuplicateRequest,
  NextDuplicateRequest,
  RefreshDuplicatesRequest,
} from '../../../protocol/duplicateMessages';
import {
  ClearRequest,
  IndexesRequest,
  type IndexStatus,
  IndexStatusRequest,
  ExplainFileRequest,
  FoldersRequest,
  PauseRequest,
  RebuildRequest,
  ResumeRequest,
  SkippedFilesRequest,
  VisibleFilesChanged,
} from '../../../protocol/indexMessages';
import type { InitializationOptions } from '../../../protocol/initialization';
import { PerformanceReportRequest } from '../../../protocol/performanceMessages';
import {
  CompleteQueryRequest,
  OutlineRequest,
  SearchRequest,
  SimilarRequest,
} from '../../../protocol/searchMessages';
import { type ComposeOptions, packageFile } from '../compose';
import { defaultStoragePath } from '../defaultStorage';
import { messageOf } from '../base/errors';
import { LeveledLogger } from '../base/logger';
import { t, useLanguage } from '../base/texts';
import type { Engine } from '../engine/engine';
import { ConnectionClient } from './connectionClient';
import { handleCompleteQuery } from './handlers/completeQuery';
import { handleExplainFile, handleFolders, handleSkippedFiles } from './handlers/folders';
import { handleExecuteCommand } from './handlers/executeCommand';
import { DuplicateFeature } from './duplicates/duplicateFeature';
import { handleAcceptDuplicates } from './handlers/acceptDuplicates';
import { handleCodeAction } from './handlers/codeAction';
import { handleCodeLens } from './handlers/codeLens';
import { handleDocumentDiagnostic } from './handlers/documentDiagnostic';
import { handleDuplicates } from './handlers/duplicates';
import { handleIgnoreDuplicate } from './handlers/ignoreDuplicate';
import {
  handleClear,
  handleIndexStatus,
  handlePause,
  handleRebuild,
  handleResume,
} from './handlers/indexControl';
import { handleOutline } from './handlers/outline';
import { handlePerformanceReport } from './handlers/performanceReport';
import { handleIndexes } from './handlers/indexes';
import { handleSearch } from './handlers/search';
import { handleSimilar } from './handlers/similar';
import { OpenDocuments } from './openDocuments';
import { handleWorkspaceSymbol } from './handlers/workspaceSymbol';
import { handleNextDuplicate } from './handlers/nextDuplicate';
import { handleRefreshDuplicates } from './handlers/refreshDuplicates';
import { handleWorkspaceDiagnostic } from './handlers/workspaceDiagnostic';
import { respond } from './respond';
import type { ServerContext } from './serverContext';
import { Workspace } from './workspace';

/**
 * The language server: negotiates, then hands each message to its handler. All state of an opened workspace is in
 * {@link Workspace}.
 */
export class LanguageServer {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly open = new OpenDocuments(this.documents, () => this.workspace?.engine);
  private readonly logger: LeveledLogger;
  private workspace: Workspace | undefined;
  private duplicates: DuplicateFeature | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly compose: (options: ComposeOptions) => Engine,
    private readonly version: string,
  ) {
    this.logger = new LeveledLogger((level, message) => this.client?.log(level, message));
  }

  private client: ConnectionClient | undefined;
  private restricted = false;

  /** Registers all handlers and begins to read messages. */
  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.onInitialized());
    connection.onShutdown(() => {
      this.open.dispose();
      this.duplicates?.news.dispose();
      return this.workspace?.dispose();
    });
    connection.onDidChangeConfiguration(({ settings }) => this.workspace?.configurationChanged(settings));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const uris = changes.map(({ uri }) => uri);
      this.workspace?.filesChanged(uris);
      this.duplicates?.filesChanged(uris);
    });
    connection.onNotification(
      VisibleFilesChanged.method,
      (params: { uris?: unknown; tabs?: unknown } | null | undefined) =>
        this.open.visibleChanged(params?.uris, params?.tabs),
    );
    this.documents.onDidSave(({ document }) => this.workspace?.filesChanged([document.uri], true));
    this.documents.onDidChangeContent(() => this.workspace?.engine?.noteTyping());
    this.answer(SearchRequest.method, handleSearch);
    this.answer(CompleteQueryRequest.method, handleCompleteQuery);
    this.answer(SimilarRequest.method, handleSimilar);
    this.answer(FoldersRequest.method, handleFolders);
    this.answer(SkippedFilesRequest.method, handleSkippedFiles);
    this.answer(ExplainFileRequest.method, handleExplainFile);
    this.answer(OutlineRequest.method, handleOutline);
    this.answer(IndexStatusRequest.method, handleIndexStatus);
    this.answer(PauseRequest.method, handlePause);
    this.answer(ResumeRequest.method, handleResume);
    this.answer(RebuildRequest.method, handleRebuild);
    this.answer(ClearRequest.method, handleClear);
    this.answer(PerformanceReportRequest.method, handlePerformanceReport);
    this.answer(IndexesRequest.method, handleIndexes);
    this.answer(ExecuteCommandRequest.method, handleExecuteCommand);
    this.answer(WorkspaceSymbolRequest.method, handleWorkspaceSymbol);
    this.answer(DuplicatesRequest.method, handleDuplicates);
    this.answer(NextDuplicateRequest.method, handleNextDuplicate);
    this.answer(RefreshDuplicatesRequest.method, handleRefreshDuplicates);
    this.answer(IgnoreDuplicateRequest.method, handleIgnoreDuplicate);
    this.answer(AcceptDuplicatesRequest.method, handleAcceptDuplicates);
    this.answer(DocumentDiagnosticRequest.method, handleDocumentDiagnostic);
    this.answer(WorkspaceDiagnosticRequest.method, handleWorkspaceDiagnostic);
    this.answer(CodeActionRequest.method, handleCodeAction);
    this.answer(CodeLensRequest.method, handleCodeLens);
    this.documents.listen(connection);
    connection.listen();
  }

  private answer(
    method: string,
    handle: (context: ServerContext, params: unknown, signal: AbortSignal) => unknown,
  ): void {
    // A request without params is handed the token alone.
    this.connection.onRequest(method, (...given: [...params: unknown[], token: CancellationToken]) => {
      const token = given.pop() as CancellationToken;
      return respond(token, this.logger, async (signal) => await handle(this.context(), given[0], signal));
    });
  }

  private context(): ServerContext {
    const { workspace, duplicates } = this;
    if (workspace === undefined || duplicates === undefined)
      throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.');
    return {
      engine: workspace.engine,
      settings: workspace.settings,
      documents: this.documents,
      restricted: this.restricted,
      status: (): IndexStatus => workspace.status(),
      duplicates: duplicates.reports,
      news: duplicates.news,
      hasCommands: duplicates.hasCommands,
    };
  }

  private initialize(params: InitializeParams): InitializeResult | ResponseError<InitializeError> {
    useLanguage(packageFile('l10n'), params.locale);
    const options = params.initializationOptions as Partial<InitializationOptions> | undefined;
    const storagePath: unknown = options?.storagePath ?? defaultStoragePath();
    if (typeof storagePath !== 'string' || storagePath === '')
      return new ResponseError<InitializeError>(
        ErrorCodes.InvalidParams,
        t(
          '{0} must be the absolute path of a folder for the index, or be left out.',
          'initializationOptions.storagePath',
        ),
        { retry: false },
      );
    this.restricted = options?.restricted === true;
    const { capabilities } = params;
    this.client = new ConnectionClient(this.connection, capabilities);
    const workspace = new Workspace({
      client: this.client,
      logger: this.logger,
      compose: this.compose,
      storagePath,
      initialSettings: options?.settings,
      folders: foldersOf(params),
      onFolderOpened: () => this.open.tellAll(),
      // Without it, nobody tells of changes, and the server watches the files itself.
      clientWatches: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      clientPushesSettings: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
      showsStatus: options?.ownViews === true,
      onEngine: () => this.open.tellAll(),
      openText: (file) => this.documents.get(URI.file(file).toString())?.getText(),
      followsFolders: capabilities.workspace?.workspaceFolders === true,
      onChange: () => this.duplicates?.news.placesChanged(),
      onDuplicates: () => this.duplicates?.news.changed(),
    });
    this.workspace = workspace;
    const duplicates = new DuplicateFeature({
      source: workspace,
      target: this.client,
      capabilities,
      documents: this.documents,
      docsFile: packageFile('docs/duplicates-in-the-editor.md'),
      hasCommands: options?.hasCommands === true,
    });
    this.duplicates = duplicates;
    return {
      serverInfo: { name: 'akin', version: this.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(options?.ownViews !== true && {
          workspaceSymbolProvider: true,
          executeCommandProvider: { commands: Object.values(ServerCommands) },
        }),
        ...duplicates.capabilities(),
      },
    };
  }

  private async onInitialized(): Promise<void> {
    const { workspace, connection } = this;
    if (workspace === undefined) return;
    if (workspace.followsFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        workspace.foldersChanged(added.flatMap(toPath), removed.flatMap(toPath)),
      );
    const { client } = connection;
    // Not before: the library sets a handler of its own, for progress that it makes, after `initialize`.
    connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) =>
      workspace.progressCancelled(token),
    );
    // A client may refuse what it said it could do; the server goes on without.
    if (workspace.clientPushesSettings)
      await client
        .register(DidChangeConfigurationNotification.type, { section: ['akin', 'files'] })
        .catch((error: unknown) =>
          this.logger.warn(`The editor does not tell of changed settings: ${messageOf(error)}`),
        );
    await workspace.start();
    // Once the level of the log is known.
    this.logger.info(
      `Akin ${this.version} runs on Node ${process.version}, ${process.platform}-${process.arch}.`,
    );
  }
}

function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null)
    return params.workspaceFolders.flatMap(toPath);
  // Clients from before workspace folders name one root, or leave it out.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const rootUri = params.rootUri as string | null | undefined;
  return typeof rootUri === 'string' ? toPath({ uri: rootUri }) : [];
}

/** The folder's absolute path; none for a folder that is not on a disk. */
function toPath({ uri }: { uri: string }): string[] {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? [resolve(fsPath)] : [];
}

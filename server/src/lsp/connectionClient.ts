import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  type Disposable,
  MessageType,
  PublishDiagnosticsNotification,
  ShowMessageNotification,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver';
import { DuplicatesChanged, type DuplicatesState } from '../../../protocol/duplicateMessages';
import { IndexStatusChanged, type IndexStatus } from '../../../protocol/indexMessages';
import type { LogLevel } from '../base/logger';
import type { EditorClient } from './editorClient';
import type { ProgressPort } from './workDoneProgress';

/** The editor at the other end of a language-server connection. */
export class ConnectionClient implements EditorClient {
  /** Present while the editor tells of changed files. */
  private watching: Disposable | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly capabilities: ClientCapabilities,
  ) {}

  log(level: LogLevel, message: string): void {
    const { console } = this.connection;
    if (level === 'error') console.error(message);
    else if (level === 'warn') console.warn(message);
    else if (level === 'info') console.info(message);
    else console.debug(message);
  }

  warn(message: string): void {
    // A notification, not the request of `window.showWarningMessage`: nobody waits for an answer.
    this.notify(ShowMessageNotification.method, { type: MessageType.Warning, message });
  }

  sendStatus(status: IndexStatus): void {
    this.notify(IndexStatusChanged.method, status);
  }

  get progress(): ProgressPort | undefined {
    const { connection } = this;
    if (this.capabilities.window?.workDoneProgress !== true) return undefined;
    return {
      createProgress: (token) => connection.sendRequest(WorkDoneProgressCreateRequest.type, { token }),
      sendProgress: (token, step) =>
        void connection.sendProgress(WorkDoneProgress.type, token, step).catch(() => undefined),
    };
  }

  sendDuplicates(state: DuplicatesState & { groups: number }): void {
    this.notify(DuplicatesChanged.method, state);
  }

  publishDiagnostics(uri: string, diagnostics: Diagnostic[]): void {
    this.notify(PublishDiagnosticsNotification.method, { uri, diagnostics });
  }

  refreshDiagnostics(): void {
    if (this.capabilities.workspace?.diagnostics?.refreshSupport === true)
      this.request(DiagnosticRefreshRequest.method);
  }

  refreshCodeLenses(): void {
    if (this.capabilities.workspace?.codeLens?.refreshSupport === true)
      this.request(CodeLensRefreshRequest.method);
  }

  async watchFiles(isOn: boolean): Promise<void> {
    if (isOn === (this.watching !== undefined)) return;
    if (isOn)
      this.watching = await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
    else {
      this.watching?.dispose();
      this.watching = undefined;
    }
  }

  private request(method: string): void {
    // A client that has gone, or that does not know the request after all, asks again by itself or not at all.
    this.connection.sendRequest(method).catch(() => undefined);
  }

  private notify(method: string, params: object): void {
    // A client that has gone needs no news.
    this.connection.sendNotification(method, params).catch(() => undefined);
  }

  async configuration(
    sections: readonly string[],
    folderUri: string | undefined,
  ): Promise<unknown[] | undefined> {
    if (this.capabilities.workspace?.configuration !== true) return undefined;
    const items = sections.map((section) =>
      folderUri === undefined ? { section } : { section, scopeUri: folderUri },
    );
    return (await this.connection.workspace.getConfiguration(items)) as unknown[];
  }
}

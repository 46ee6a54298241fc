import {
  type ClientCapabilities,
  type Connection,
  MessageType,
  ShowMessageNotification,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver';
import { IndexStatusChanged, type IndexStatus } from '../../../protocol/messages';
import type { LogLevel } from '../base/logger';
import type { EditorClient } from './editorClient';
import type { ProgressPort } from './workDoneProgress';

/** The editor at the other end of a language-server connection. */
export class ConnectionClient implements EditorClient {
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

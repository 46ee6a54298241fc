import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { IndexStatusChanged, type IndexStatus } from '../../../protocol/messages';
import type { LogLevel } from '../base/logger';
import type { EditorClient } from './editorClient';

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
    this.connection.window.showWarningMessage(message);
  }

  sendStatus(status: IndexStatus): void {
    // A client that has gone needs no status.
    this.connection.sendNotification(IndexStatusChanged, status).catch(() => undefined);
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

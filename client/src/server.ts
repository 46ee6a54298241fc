import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import { IndexStatusChanged, type IndexStatus, type InitializationOptions } from '../../protocol/messages';

/** Crashes within {@link RESTART_WINDOW_MS} after which the server stays down until the user asks. */
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 5 * 60_000;

/**
 * The language server's process and the connection to it. The process does all parsing, embedding and file
 * walking; nothing of that happens in the extension host.
 */
export class Server implements vscode.Disposable {
  private readonly client: LanguageClient;
  private readonly statusEmitter = new vscode.EventEmitter<IndexStatus>();
  private crashes: number[] = [];
  /** Fires with every status that the server tells, and with one of its own when the server is down. */
  readonly onStatus = this.statusEmitter.event;
  /** The last status told. */
  status: IndexStatus = { ...NOTHING, state: 'starting', stage: 'Starting' };

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const module = context.asAbsolutePath('dist/server.js');
    const initializationOptions: InitializationOptions = {
      storagePath: context.globalStorageUri.fsPath,
      settings: JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('akin'))) as object,
    };
    this.client = new LanguageClient(
      'akin',
      'Akin',
      { module, transport: TransportKind.ipc },
      {
        documentSelector: [{ scheme: 'file' }],
        outputChannel: log,
        initializationOptions,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => this.closed(),
        },
        initializationFailedHandler: (error) => {
          this.down(messageOf(error));
          return false;
        },
      },
    );
    this.client.onNotification(IndexStatusChanged, (status) => this.tell(status));
  }

  /** Starts the process; a failure becomes a status. */
  async start(): Promise<void> {
    try {
      this.tell({ ...NOTHING, state: 'starting', stage: 'Starting' });
      await this.client.start();
    } catch (error) {
      this.down(messageOf(error));
    }
  }

  /** Sends a request as soon as the server runs. */
  readonly request: LanguageClient['sendRequest'] = async (...parameters: unknown[]) => {
    if (this.client.state !== State.Running) await this.client.start();
    return (this.client.sendRequest as (...all: unknown[]) => Promise<never>)(...parameters);
  };

  async stop(): Promise<void> {
    if (this.client.state === State.Running) await this.client.stop();
  }

  dispose(): void {
    this.statusEmitter.dispose();
    void this.client.dispose().catch((error: unknown) => this.log.error(messageOf(error)));
  }

  private closed(): { action: CloseAction; handled: true } {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < RESTART_WINDOW_MS), now];
    if (this.crashes.length <= MAX_RESTARTS) {
      this.log.warn('The server ended unexpectedly and is started again.');
      this.tell({ ...NOTHING, state: 'starting', stage: 'Starting' });
      return { action: CloseAction.Restart, handled: true };
    }
    this.down(`The server ended ${this.crashes.length} times within a few minutes.`);
    void this.offerRestart();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private async offerRestart(): Promise<void> {
    const choice = await vscode.window.showErrorMessage(
      'Akin’s server ends again and again, so search is off. The log says what happened before.',
      'Restart',
      'Show Log',
    );
    if (choice === 'Show Log') this.log.show();
    if (choice !== 'Restart') return;
    this.crashes = [];
    await this.start();
  }

  private down(message: string): void {
    this.log.error(message);
    this.tell({ ...NOTHING, state: 'error', stage: 'Stopped', message });
  }

  private tell(status: IndexStatus): void {
    this.status = status;
    this.statusEmitter.fire(status);
  }
}

/** A status of a server that has told nothing yet. */
const NOTHING: Omit<IndexStatus, 'state' | 'stage'> = {
  filesDone: 0,
  filesTotal: 0,
  chunks: 0,
  skipped: {},
  storeBytes: 0,
  model: '',
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

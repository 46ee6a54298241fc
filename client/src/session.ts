import * as vscode from 'vscode';
import type { IndexStatus } from '../../protocol/messages';
import { Server } from './server';
import { StatusBar } from './views/statusBar';

/** Whether there is a server at all: only with a folder on a file system, and only when Akin is on. */
export class Session implements vscode.Disposable {
  private readonly statusBar = new StatusBar();
  private readonly subscriptions: vscode.Disposable[];
  private server: Server | undefined;
  private stopping: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('akin.enable')) this.update();
      }),
    ];
  }

  /** The last status, or undefined while there is nothing to index. */
  get status(): IndexStatus | undefined {
    return this.server?.status;
  }

  /** Starts or stops the server as folders and settings ask for. */
  update(): void {
    if (this.obstacle() === undefined) this.start();
    else void this.stop();
  }

  /** Hands the server to a command, or tells why there is none. */
  async withServer(run: (server: Server) => unknown): Promise<void> {
    if (this.server === undefined) {
      void vscode.window.showInformationMessage(this.obstacle() ?? 'Akin is not running.');
      return;
    }
    try {
      await run(this.server);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(message);
      void vscode.window.showErrorMessage(`Akin: ${message}`);
    }
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.statusBar.hide();
    if (server !== undefined) this.stopping = server.stop().finally(() => server.dispose());
    await this.stopping;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.statusBar.dispose();
  }

  private start(): void {
    if (this.server !== undefined) return;
    const server = new Server(this.context, this.log);
    this.server = server;
    server.onStatus((status) => this.statusBar.show(status));
    // Two servers must not write the same index: the one before has to be gone.
    void this.stopping.then(() => server.start());
  }

  /** Why nothing can be indexed, if so. */
  private obstacle(): string | undefined {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) return 'Open a folder, so that Akin can search it.';
    const local = folders.filter(({ uri }) => uri.scheme === 'file');
    if (local.length === 0) return 'Akin reads files from disk and cannot search a virtual workspace.';
    const on = local.some(({ uri }) =>
      vscode.workspace.getConfiguration('akin', uri).get<boolean>('enable', true),
    );
    return on ? undefined : 'Akin is turned off in the settings (akin.enable).';
  }
}

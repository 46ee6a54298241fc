import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type CancellationToken,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import type { LanguageClient, NotificationType, RequestType } from 'vscode-languageclient/node';
import { DuplicatesChanged, type DuplicatesState } from '../../protocol/duplicateMessages';
import { IndexStatusChanged, IndexStatusRequest, type IndexStatus } from '../../protocol/indexMessages';
import { settingDeclarations } from '../../protocol/settings';
import { t } from './localise';
import { explain, ServerUnavailableError } from './requestErrors';
import { decideRun, type OffReason } from './runDecision';
import { ServerLifecycle } from './serverLifecycle';
import type { BuildClient } from './serverRun';
import type { ServerState } from './serverState';
import { nextTurn } from './turns';

function offMessage(reason: OffReason): string {
  switch (reason) {
    case 'noFolder':
      return t('Open a folder to search it with Akin.');
    case 'virtual':
      return t('Akin can only search folders on disk, and this workspace has none.');
    case 'disabled':
      return t('Akin is turned off here. Turn on the setting "akin.enable" to search.');
  }
}

/** The log is English in every language. */
const loggedReasons: Readonly<Record<OffReason, string>> = {
  noFolder: 'no folder is open',
  virtual: 'no folder is on disk',
  disabled: 'akin.enable is off',
};

/**
 * The server as the editor has it: it runs while a folder on disk is enabled, {@link ServerLifecycle} keeps it running, and
 * its state is told to whoever shows it.
 */
export class Session implements Disposable {
  private readonly stateEmitter = new EventEmitter<ServerState>();
  /** Fires after every change of {@link state}. */
  readonly onDidChangeState: Event<ServerState> = this.stateEmitter.event;

  private readonly duplicatesEmitter = new EventEmitter<DuplicatesState & { groups: number }>();
  /** Fires when the server tells that the duplicates have changed. */
  readonly onDidChangeDuplicates = this.duplicatesEmitter.event;

  private readonly server: ServerLifecycle<LanguageClient>;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {
    this.server = new ServerLifecycle<LanguageClient>({
      load: () => this.load(),
      listen: (client, onStatus) => this.listen(client, onStatus),
      askStatus: (client) => askStatus(client),
      onState: (state) => this.stateEmitter.fire(state),
      onGivenUp: (message) => void this.offerRestart(message),
      log,
    });
    this.subscriptions = Disposable.from(
      this.stateEmitter,
      this.duplicatesEmitter,
      workspace.onDidChangeWorkspaceFolders(() => this.reconsider()),
      // Settings that a folder may give only now, and git, are for the server to take into account from its start.
      workspace.onDidGrantWorkspaceTrust(() => {
        if (this.state.kind !== 'off') void this.restart();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingDeclarations.enable.key)) this.reconsider();
      }),
    );
  }

  get state(): ServerState {
    return this.server.state;
  }

  /** Starts or stops the server as the open folders and their settings ask for. Returns at once. */
  reconsider(): void {
    const decision = decideRun(
      (workspace.workspaceFolders ?? []).map(({ uri }) => ({
        scheme: uri.scheme,
        enabled: workspace.getConfiguration('akin', uri).get('enable', settingDeclarations.enable.default),
      })),
    );
    if (decision.run) this.server.start();
    else {
      this.log.info(`Not running: ${loggedReasons[decision.reason]}.`);
      this.server.turnOff(decision.reason);
    }
  }

  /** Starts the server anew because a person asked for it. */
  async restart(): Promise<void> {
    await this.server.reset();
    this.reconsider();
  }

  /**
   * Sends a request to the server.
   * @throws {ServerUnavailableError} when there is no server to ask, or what the server answered as an error.
   */
  async send<P, R, E>(type: RequestType<P, R, E>, params: P, token?: CancellationToken): Promise<R> {
    const { client, state } = this.server;
    if (client?.isRunning() === true) {
      // An undefined token would be sent as a second parameter.
      return token === undefined
        ? client.sendRequest<R>(type.method, params)
        : client.sendRequest<R>(type.method, params, token);
    }
    if (state.kind === 'off') throw new ServerUnavailableError(offMessage(state.reason));
    if (state.kind === 'failed') throw new ServerUnavailableError(state.message);
    throw new ServerUnavailableError(t('Akin is starting. Results appear in a moment.'));
  }

  /** Tells the server something; nobody is told while there is none. */
  notify<P>(type: NotificationType<P>, params: P): void {
    const { client } = this.server;
    if (client?.isRunning() !== true) return;
    client.sendNotification(type.method, params).catch((error: unknown) => {
      this.log.debug(`${type.method}: ${explain(error)}`);
    });
  }

  /** Ends the server; what still asks it fails. Resolves when its process is told to go. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async load(): Promise<BuildClient<LanguageClient>> {
    const { loadClientBuilder } = await import('./clientLibrary');
    const buildLanguageClient = await loadClientBuilder();
    return (events) => buildLanguageClient(this.context, this.log, events);
  }

  private listen(client: LanguageClient, onStatus: (status: IndexStatus) => void): void {
    // By their names: the classes of the types are not those that the library of the client holds.
    client.onNotification(IndexStatusChanged.method, onStatus);
    client.onNotification(DuplicatesChanged.method, (state: DuplicatesState & { groups: number }) => {
      if (this.server.client === client) this.duplicatesEmitter.fire(state);
    });
  }

  private async offerRestart(message: string): Promise<void> {
    const [restart, showLog] = [t('Restart'), t('Show Log')];
    const choice = await window.showErrorMessage(message, restart, showLog);
    if (choice === restart) await this.restart();
    if (choice === showLog) this.log.show();
  }
}

/** In a turn of its own: the one before had a start to finish. */
async function askStatus(client: LanguageClient): Promise<IndexStatus> {
  await nextTurn();
  return client.sendRequest<IndexStatus>(IndexStatusRequest.method, {});
}

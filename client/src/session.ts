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
import {
  DuplicatesChanged,
  IndexStatusChanged,
  IndexStatusRequest,
  type DuplicatesState,
  type IndexStatus,
} from '../../protocol/messages';
import { settingDeclarations } from '../../protocol/settings';
import type { buildLanguageClient as BuildLanguageClient } from './languageClient';
import { t } from './localise';
import { describeExit, explain, ServerUnavailableError } from './requestErrors';
import { RestartBudget } from './restartBudget';
import { decideRun, type OffReason } from './runDecision';
import type { ServerState } from './serverState';
import { nextTurn } from './turns';

/** A server that has not answered `initialize` by then hangs; reading a large store takes seconds at most. */
const START_TIMEOUT_MS = 60_000;

/** VS Code allows deactivation five seconds; a server that ignores `shutdown` is killed before. */
const STOP_TIMEOUT_MS = 3_000;

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

/**
 * Owns the server: starts it when a folder on disk is enabled, stops it when none is left, starts it again after a
 * crash within {@link RestartBudget}, and tells its state to whoever shows it.
 */
export class Session implements Disposable {
  private readonly stateEmitter = new EventEmitter<ServerState>();
  /** Fires after every change of {@link state}. */
  readonly onDidChangeState: Event<ServerState> = this.stateEmitter.event;

  private readonly duplicatesEmitter = new EventEmitter<DuplicatesState & { groups: number }>();
  /** Fires when the server tells that the duplicates have changed. */
  readonly onDidChangeDuplicates = this.duplicatesEmitter.event;

  private current: ServerState = { kind: 'off', reason: 'noFolder' };
  private client: LanguageClient | undefined;
  /** The running server, kept because the client forgets it before it tells of its end. */
  private process: LanguageClient['serverProcess'];
  private readonly budget = new RestartBudget();
  private readonly subscriptions: Disposable;
  private restartTimer: NodeJS.Timeout | undefined;
  private stopping: Promise<void> = Promise.resolve();
  private restarts = 0;
  /** Counts what begins or ends a run, so that one that was given up while its code was loaded is not begun. */
  private runs = 0;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {
    this.subscriptions = Disposable.from(
      this.stateEmitter,
      this.duplicatesEmitter,
      workspace.onDidChangeWorkspaceFolders(() => this.reconsider()),
      // Settings that a folder may give only now, and git, are for the server to take into account from its start.
      workspace.onDidGrantWorkspaceTrust(() => {
        if (this.current.kind !== 'off') void this.restart();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingDeclarations.enable.key)) this.reconsider();
      }),
    );
  }

  get state(): ServerState {
    return this.current;
  }

  /** Starts or stops the server as the open folders and their settings ask for. Returns at once. */
  reconsider(): void {
    const decision = decideRun(
      (workspace.workspaceFolders ?? []).map(({ uri }) => ({
        scheme: uri.scheme,
        enabled: workspace.getConfiguration('akin', uri).get('enable', settingDeclarations.enable.default),
      })),
    );
    if (decision.run) {
      if (this.current.kind === 'off') this.start();
    } else {
      void this.stop();
      this.setState({ kind: 'off', reason: decision.reason });
    }
  }

  /** Starts the server anew because a person asked for it. */
  async restart(): Promise<void> {
    this.budget.reset();
    this.restarts = 0;
    await this.stop();
    this.setState({ kind: 'off', reason: 'noFolder' });
    this.reconsider();
  }

  /**
   * Sends a request to the server.
   * @throws {ServerUnavailableError} when there is no server to ask, or what the server answered as an error.
   */
  async send<P, R, E>(type: RequestType<P, R, E>, params: P, token?: CancellationToken): Promise<R> {
    const { client, current } = this;
    if (client?.isRunning() === true) {
      // An undefined token would be sent as a second parameter.
      return token === undefined
        ? client.sendRequest<R>(type.method, params)
        : client.sendRequest<R>(type.method, params, token);
    }
    if (current.kind === 'off') throw new ServerUnavailableError(offMessage(current.reason));
    if (current.kind === 'failed') throw new ServerUnavailableError(current.message);
    throw new ServerUnavailableError(t('Akin is starting. Results appear in a moment.'));
  }

  /** Tells the server something; nobody is told while there is none. */
  notify<P>(type: NotificationType<P>, params: P): void {
    const { client } = this;
    if (client?.isRunning() !== true) return;
    client.sendNotification(type.method, params).catch((error: unknown) => {
      this.log.debug(`${type.method}: ${explain(error)}`);
    });
  }

  /** Ends the server; what still asks it fails. Resolves when its process is told to go. */
  async stop(): Promise<void> {
    clearTimeout(this.restartTimer);
    this.runs++;
    const { client } = this;
    this.client = undefined;
    if (client !== undefined) this.stopping = this.end(client);
    await this.stopping;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async end(client: LanguageClient): Promise<void> {
    // Taken before, since a stopped client forgets its process.
    const { serverProcess } = client;
    try {
      await client.dispose(STOP_TIMEOUT_MS);
    } catch (error) {
      this.log.debug(`Stopping the server: ${explain(error)}`);
      serverProcess?.kill();
    }
  }

  private start(): void {
    const run = ++this.runs;
    this.setState({ kind: 'starting', restarts: this.restarts });
    // The library takes longer to load than all the rest of the extension: activation is over before.
    setImmediate(() => {
      this.loadAndStart(run).catch((error: unknown) => this.giveUp(explain(error)));
    });
  }

  private async loadAndStart(run: number): Promise<void> {
    if (this.runs !== run) return;
    const { loadClientBuilder } = await import('./clientLibrary');
    const buildLanguageClient = await loadClientBuilder();
    if (this.runs === run) this.startClient(buildLanguageClient);
  }

  private startClient(buildLanguageClient: typeof BuildLanguageClient): void {
    const client: LanguageClient = buildLanguageClient(this.context, this.log, () => {
      void howItEnded(client.serverProcess ?? this.process).then((reason) => this.onEnded(client, reason));
    });
    this.process = undefined;
    this.client = client;
    // By their names: the classes of the types are not those that the library of the client holds.
    client.onNotification(IndexStatusChanged.method, (status: IndexStatus) => {
      if (this.client === client) this.setState({ kind: 'running', status });
    });
    client.onNotification(DuplicatesChanged.method, (state: DuplicatesState & { groups: number }) => {
      if (this.client === client) this.duplicatesEmitter.fire(state);
    });
    void this.startUp(client);
  }

  private async startUp(client: LanguageClient): Promise<void> {
    // Two servers must not write the same index: the one before has to be gone.
    await this.stopping;
    if (this.client !== client) return;
    let timer: NodeJS.Timeout | undefined;
    const timedOut = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('it did not answer within a minute')), START_TIMEOUT_MS);
    });
    try {
      await Promise.race([client.start(), timedOut]);
      if (this.client === client) this.process = client.serverProcess;
      await nextTurn();
      const status = await client.sendRequest<IndexStatus>(IndexStatusRequest.method, {});
      if (this.client === client) this.setState({ kind: 'running', status });
    } catch (error) {
      this.onEnded(client, explain(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** The one place where an unwanted end is handled, however it was noticed and however often. */
  private onEnded(client: LanguageClient, reason: string): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.serverProcess?.kill();
    const delayMs = this.budget.spend(Date.now());
    this.log.error(`The server stopped: ${reason}.`);
    if (delayMs === undefined) {
      this.giveUp(reason);
      return;
    }
    this.log.info(`Starting the server again in ${String(delayMs)} ms.`);
    this.restarts++;
    this.setState({ kind: 'starting', restarts: this.restarts });
    this.restartTimer = setTimeout(() => this.start(), delayMs);
  }

  private giveUp(reason: string): void {
    const message = t("Akin's server stopped again and again; the last time {0}.", reason);
    this.setState({ kind: 'failed', message });
    void this.offerRestart(message);
  }

  private async offerRestart(message: string): Promise<void> {
    const [restart, showLog] = [t('Restart'), t('Show Log')];
    const choice = await window.showErrorMessage(message, restart, showLog);
    if (choice === restart) await this.restart();
    if (choice === showLog) this.log.show();
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.stateEmitter.fire(state);
  }
}

/** The exit status follows the end of the connection within milliseconds, unless the process lives on. */
const EXIT_WITHIN_MS = 500;

/** Why a process ended, once it has; the end of its connection is noticed a moment before. */
async function howItEnded(process: LanguageClient['serverProcess']): Promise<string> {
  if (process !== undefined && process.exitCode === null && process.signalCode === null)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EXIT_WITHIN_MS);
      process.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  return describeExit(process?.exitCode ?? null, process?.signalCode ?? null);
}

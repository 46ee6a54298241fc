import type { IndexStatus } from '../../protocol/indexMessages';
import { t } from './localise';
import { explain } from './requestErrors';
import { RestartBudget } from './restartBudget';
import type { OffReason } from './runDecision';
import { ServerRun, type BuildClient, type StartableClient } from './serverRun';
import type { ServerState } from './serverState';

/** What the lifecycle asks of the editor, and tells it. */
export interface LifecyclePort<C> {
  /** Loads the code of the client; called again for each start. */
  load(): Promise<BuildClient<C>>;
  /** Listens to what the server tells; `onStatus` is to be called with each status. */
  listen(client: C, onStatus: (status: IndexStatus) => void): void;
  askStatus(client: C): Promise<IndexStatus>;
  onState(state: ServerState): void;
  /** There is no server until a person asks for a restart. */
  onGivenUp(message: string): void;
  log: Record<'error' | 'info' | 'debug', (text: string) => void>;
}

/**
 * Keeps one server running from {@link start} until {@link stop}: begins a run of it, begins another after a crash within
 * {@link RestartBudget}, and tells the state.
 */
export class ServerLifecycle<C extends StartableClient> {
  private current: ServerState = { kind: 'off', reason: 'noFolder' };
  private run: ServerRun<C> | undefined;
  private restartTimer: NodeJS.Timeout | undefined;
  private stopping: Promise<unknown> = Promise.resolve();
  private restarts = 0;

  constructor(
    private readonly port: LifecyclePort<C>,
    private readonly budget: Pick<RestartBudget, 'spend' | 'reset'> = new RestartBudget(),
  ) {}

  get state(): ServerState {
    return this.current;
  }

  /** The client of the present run, from when it is built; it may not be running yet. */
  get client(): C | undefined {
    return this.run?.client;
  }

  /** Starts the server unless that was done. Returns at once. */
  start(): void {
    if (this.current.kind === 'off') this.begin();
  }

  /** Ends the server, for a reason that is shown from now on. Returns at once. */
  turnOff(reason: OffReason): void {
    void this.stop();
    this.setState({ kind: 'off', reason });
  }

  /** Ends the server and forgets how often it crashed. Resolves when {@link start} may be called. */
  async reset(): Promise<void> {
    this.budget.reset();
    this.restarts = 0;
    await this.stop();
    this.setState({ kind: 'off', reason: 'noFolder' });
  }

  /** Ends the server; what still asks it fails. Resolves when its process is told to go. */
  async stop(): Promise<void> {
    clearTimeout(this.restartTimer);
    this.endRun();
    await this.stopping;
  }

  private endRun(): void {
    const { run, stopping } = this;
    this.run = undefined;
    // The one before may take its time still.
    if (run !== undefined) this.stopping = Promise.all([stopping, run.end()]);
  }

  private begin(): void {
    // There is one when it was started while a restart waited for the end of the one before.
    this.endRun();
    this.setState({ kind: 'starting', restarts: this.restarts });
    const { port } = this;
    const run: ServerRun<C> = new ServerRun<C>({
      load: () => port.load(),
      before: this.stopping,
      onBuilt: (client) => port.listen(client, (status) => this.tellStatus(run, status)),
      onStarted: async (client) => this.tellStatus(run, await port.askStatus(client)),
      onUnloadable: (error) => this.unloadable(explain(error)),
      onEnded: (reason) => this.ended(reason),
      debug: (text) => port.log.debug(text),
    });
    this.run = run;
    // The library takes longer to load than all the rest of the extension: activation is over before.
    setImmediate(() => void run.begin());
  }

  private tellStatus(run: ServerRun<C>, status: IndexStatus): void {
    if (run.client !== undefined) this.setState({ kind: 'running', status });
  }

  private unloadable(reason: string): void {
    this.port.log.error(`The client of the server cannot be loaded: ${reason}.`);
    this.giveUp(
      t(
        "Akin's code could not be loaded: {0}. Install the extension anew if a restart does not help.",
        reason,
      ),
    );
  }

  private ended(reason: string): void {
    const { log } = this.port;
    const delayMs = this.budget.spend(Date.now());
    log.error(`The server stopped: ${reason}.`);
    if (delayMs === undefined) {
      this.giveUp(t("Akin's server stopped again and again; the last time {0}.", reason));
      return;
    }
    log.info(`Starting the server again in ${String(delayMs)} ms.`);
    this.restarts++;
    this.setState({ kind: 'starting', restarts: this.restarts });
    this.restartTimer = setTimeout(() => this.begin(), delayMs);
  }

  private giveUp(message: string): void {
    this.setState({ kind: 'failed', message });
    this.port.onGivenUp(message);
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.port.onState(state);
  }
}

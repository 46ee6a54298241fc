import { EventEmitter } from 'node:events';
import type { BuildClient, ClientEvents, StartableClient } from '../../../client/src/serverRun';
import { deferred } from '../deferred';

/** A process that ends when it is killed. */
export class FakeProcess extends EventEmitter {
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;

  get isAlive(): boolean {
    return this.exitCode === null && this.signalCode === null;
  }

  kill(): boolean {
    if (!this.isAlive) return false;
    this.signalCode = 'SIGTERM';
    this.emit('exit', null, 'SIGTERM');
    return true;
  }
}

/** Stands for the client of the library, which can be ended before it is started and while it runs, and not in between. */
export class FakeClient implements StartableClient {
  process: FakeProcess | undefined;
  isStarted = false;
  private phase: 'initial' | 'starting' | 'running' | 'ended' = 'initial';
  private readonly answered = deferred();
  /** Set to keep {@link dispose} waiting. */
  disposed: Promise<unknown> = Promise.resolve();

  constructor(private readonly events: ClientEvents) {}

  async start(): Promise<void> {
    if (this.phase !== 'initial') throw new Error("Client got disposed and can't be restarted.");
    this.phase = 'starting';
    this.isStarted = true;
    await this.answered.promise;
    this.phase = 'running';
  }

  async dispose(): Promise<void> {
    if (this.phase === 'starting') throw new Error("Client is not running and can't be stopped.");
    const wasRunning = this.phase === 'running';
    this.phase = 'ended';
    await this.disposed;
    if (wasRunning) this.process?.kill();
  }

  /** The system has made the process. */
  spawned(): FakeProcess {
    this.process = new FakeProcess();
    this.events.onProcess(this.process);
    return this.process;
  }

  /** The server answers `initialize`. */
  answers(): void {
    this.answered.resolve();
  }

  /** The server cannot be started. */
  fails(message: string): void {
    this.answered.reject(new Error(message));
  }

  /** The process dies, and the connection with it. */
  crashes(): void {
    this.process?.kill();
    this.events.onClosed();
  }
}

/** Builds clients, and has them at hand in their order. */
export class FakeClients {
  readonly all: FakeClient[] = [];

  readonly build: BuildClient<FakeClient> = (events) => {
    const client = new FakeClient(events);
    this.all.push(client);
    return client;
  };

  /** How many processes there are. */
  get alive(): number {
    return this.all.filter(({ process }) => process?.isAlive === true).length;
  }
}

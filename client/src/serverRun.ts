import type { ChildProcess } from 'node:child_process';
import { describeExit, explain } from './requestErrors';

/** A server that has not answered `initialize` by then hangs; reading a large store takes seconds at most. */
const START_TIMEOUT_MS = 60_000;

/** VS Code allows deactivation five seconds; a server that ignores `shutdown` is killed before. */
const STOP_TIMEOUT_MS = 3_000;

/** The exit status follows the end of the connection within milliseconds, unless the process lives on. */
const EXIT_WITHIN_MS = 500;

/** The process of a server. */
export interface ServerProcess extends Pick<ChildProcess, 'exitCode' | 'signalCode' | 'kill'> {
  once(event: 'exit', listener: () => void): unknown;
}

/** What a run needs of a language client; that of the library needs an editor. */
export interface StartableClient {
  /** Resolves when the server has answered `initialize`. */
  start(): Promise<void>;
  /** Ends the server; rejects while it starts, and when it does not end in time. */
  dispose(timeoutMs: number): Promise<void>;
}

/** What a client tells of its server. */
export interface ClientEvents {
  /** The process was made. Told by the client, which knows it for no longer than its connection lasts. */
  onProcess(process: ServerProcess): void;
  /** The connection ended unasked; the client is of no further use. */
  onClosed(): void;
}

/** Builds a client for one run; it is not started. */
export type BuildClient<C> = (events: ClientEvents) => C;

export interface ServerRunOptions<C> {
  /** Loads the code of the client. */
  load: () => Promise<BuildClient<C>>;
  /** Resolves once the servers before are told to go: two must not write the same index. */
  before: Promise<unknown>;
  /** The client is built, and about to be started. */
  onBuilt: (client: C) => void;
  /** The server answers; what this rejects with ends the run. */
  onStarted: (client: C) => Promise<void>;
  /** There is no client: its code cannot be loaded. */
  onUnloadable: (error: unknown) => void;
  /** The server ended unasked, or never answered. */
  onEnded: (reason: string) => void;
  /** What a person need not know. */
  debug: (text: string) => void;
}

/**
 * One life of the server: the code of its client is loaded, the client is built and started, until it ends or is ended.
 * Once it is over nothing more is told of it, and its process is ended whenever that is made.
 */
export class ServerRun<C extends StartableClient> {
  private built: C | undefined;
  private process: ServerProcess | undefined;
  private readonly ending = new AbortController();

  constructor(private readonly options: ServerRunOptions<C>) {}

  /** Undefined before it is built and once the run is over. */
  get client(): C | undefined {
    return this.isOver() ? undefined : this.built;
  }

  /** Starts the server. Resolves when it answers or the run is over; never rejects. */
  async begin(): Promise<void> {
    const client = await this.build();
    await this.options.before;
    if (client === undefined || this.isOver()) return;
    try {
      await inTime(client.start(), this.ending.signal);
      if (!this.isOver()) await this.options.onStarted(client);
    } catch (error) {
      this.fail(explain(error));
    }
  }

  /** Ends the server. Resolves when its process is told to go, or was none; one that is still being made goes later. */
  async end(): Promise<void> {
    if (this.isOver()) return;
    this.ending.abort();
    try {
      await this.built?.dispose(STOP_TIMEOUT_MS);
    } catch (error) {
      this.options.debug(`Stopping the server: ${explain(error)}`);
      this.process?.kill();
    }
  }

  /** A method, for it may be so after each wait. */
  private isOver(): boolean {
    return this.ending.signal.aborted;
  }

  private async build(): Promise<C | undefined> {
    if (this.isOver()) return undefined;
    try {
      const build = await this.options.load();
      if (this.isOver()) return undefined;
      this.built = build({
        onProcess: (process) => this.take(process),
        onClosed: () => void this.closed(),
      });
    } catch (error) {
      if (this.isOver()) return undefined;
      this.ending.abort();
      this.options.onUnloadable(error);
      return undefined;
    }
    this.options.onBuilt(this.built);
    return this.built;
  }

  private take(process: ServerProcess): void {
    this.process = process;
    if (this.isOver()) process.kill();
  }

  private async closed(): Promise<void> {
    if (!this.isOver()) this.fail(await howItEnded(this.process));
  }

  /** The one place where an unwanted end is handled, however it was noticed and however often. */
  private fail(reason: string): void {
    if (this.isOver()) return;
    this.ending.abort();
    this.process?.kill();
    this.options.onEnded(reason);
  }
}

/** Resolves once it is started, or is no longer to be. */
async function inTime(started: Promise<void>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer within a minute')), START_TIMEOUT_MS);
  });
  try {
    await Promise.race([started, timedOut, aborted]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a process ended, once it has; the end of its connection is noticed a moment before. */
async function howItEnded(process: ServerProcess | undefined): Promise<string> {
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

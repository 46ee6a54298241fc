import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  type CancellationToken,
  createProtocolConnection,
  DidChangeWatchedFilesNotification,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  type RequestType,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { type IndexStatus, IndexStatusChanged, IndexStatusRequest } from '../../protocol/indexMessages';
import { type SearchHit, type SearchParams, SearchRequest } from '../../protocol/searchMessages';
import { serverEnvironment, serverExecArgv } from '../../protocol/serverEnvironment';
import { messageOf } from '../../server/src/base/errors';
import { ServerRecord } from './serverRecord';

export const packageRoot = join(__dirname, '..', '..');

/** For a status that only completes a report. */
const ANSWER_MS = 3_000;

export interface StartOptions {
  folders: readonly string[];
  storagePath: string;
  /** As an editor's restricted mode. */
  restricted?: boolean;
  /** As a client that shows searches and the status itself. */
  ownViews?: boolean;
  settings?: object;
  /** The language of the editor, as LSP names it. */
  locale?: string;
  /** True for an editor that tells of changed files; the server watches them itself otherwise. */
  clientWatches?: boolean;
  /** A program with its arguments that starts the server, such as one that sets a limit. */
  startedBy?: readonly string[];
  /** Folder of the package whose server is started; the built one when absent. */
  packageFolder?: string;
  /** Of the runtime, such as a script that is run before the server's own and before those of its threads. */
  nodeOptions?: readonly string[];
  /** The folder that the server is started in; that of this process when absent. */
  cwd?: string;
}

/** Servers that have not ended; a test that fails may leave its own, which would keep the run from ending. */
const running = new Set<LanguageServerProcess>();

/** Those that ended during the present test, which may be asked what they were doing. */
const ended = new Set<LanguageServerProcess>();

let tellsOfLongWaits = false;

/** Prints what is known of a server when something is waited for longer than a test may take; a benchmark waits for minutes. */
export function tellOfLongWaits(): void {
  tellsOfLongWaits = true;
}

/** Ends the servers that failed tests have left, and tells of what they were waited for. */
export async function killLeftServers(): Promise<void> {
  const left = [...running];
  await Promise.all(left.map((server) => server.kill()));
  for (const server of left) if (server.record.isWaiting && !server.isTold) server.tell('has been left');
}

/** Tells of all servers of a test that has failed; what it left is ended later. */
export function tellOfServers(failed: boolean): void {
  if (failed) for (const server of [...ended, ...running]) server.tell('belongs to the failed test');
  ended.clear();
}

interface Waiter {
  test: (status: IndexStatus) => boolean;
  resolve: (status: IndexStatus) => void;
}

/** The built server in a process of its own, spoken to as an editor does. */
export class LanguageServerProcess {
  /** Every status that the server has told. */
  readonly statuses: IndexStatus[] = [];
  /** Every message that the server has shown. */
  readonly shown: string[] = [];
  readonly connection: ProtocolConnection;
  readonly record = new ServerRecord(() => {
    if (tellsOfLongWaits) void this.tellNow();
  });
  /** Whether what is known of it has been printed. */
  isTold = false;
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;
  private stderr = '';
  private waiters: Waiter[] = [];

  constructor({
    startedBy = [],
    packageFolder = packageRoot,
    nodeOptions = [],
    cwd = process.cwd(),
  }: Pick<StartOptions, 'startedBy' | 'packageFolder' | 'nodeOptions' | 'cwd'> = {}) {
    const server = join(packageFolder, 'dist', 'server.js');
    const [program, ...args] = [
      ...startedBy,
      process.execPath,
      ...serverExecArgv,
      ...nodeOptions,
      server,
      '--stdio',
    ];
    this.child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd,
      env: { ...process.env, ...serverEnvironment },
    });
    this.exited = once(this.child, 'exit');
    running.add(this);
    this.child.once('exit', () => {
      running.delete(this);
      ended.add(this);
    });
    const { stdin, stdout, stderr } = this.child;
    assert.ok(stdin !== null && stdout !== null && stderr !== null);
    stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification(IndexStatusChanged, (status) => this.told(status));
    this.connection.onNotification(
      ShowMessageNotification.type,
      ({ message }) => void this.shown.push(message),
    );
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => this.record.logged(message));
    this.connection.onRequest(RegistrationRequest.type, () => undefined);
    this.connection.listen();
  }

  /** The id of the process; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** A server with folders open, as after `initialized`. */
  static async start(options: StartOptions): Promise<LanguageServerProcess> {
    const server = new LanguageServerProcess(options);
    await server.initialize({
      capabilities: {
        workspace: {
          workspaceFolders: true,
          ...(options.clientWatches !== false && { didChangeWatchedFiles: { dynamicRegistration: true } }),
        },
      },
      workspaceFolders: options.folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
      initializationOptions: {
        storagePath: options.storagePath,
        settings: options.settings,
        restricted: options.restricted,
        ownViews: options.ownViews,
      },
      ...(options.locale !== undefined && { locale: options.locale }),
    });
    await server.connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  initialize(params: Partial<InitializeParams>): Promise<InitializeResult> {
    return this.request(InitializeRequest.method, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: null,
      ...params,
    });
  }

  /** Any request, also one that no type allows. */
  request<Result>(method: string, params?: unknown, token?: CancellationToken): Promise<Result> {
    const answer: Promise<Result> =
      token === undefined
        ? this.connection.sendRequest(method, params)
        : this.connection.sendRequest(method, params, token);
    return this.record.waitFor(`the answer to ${method}`, answer);
  }

  send<Params, Result>(type: RequestType<Params, Result, void>, params: Params): Promise<Result> {
    return this.request(type.method, params);
  }

  async search(params: SearchParams): Promise<SearchHit[]> {
    return (await this.send(SearchRequest, params)).hits;
  }

  status(): Promise<IndexStatus> {
    return this.send(IndexStatusRequest, {});
  }

  /** Resolves with the first status, now or later, that fits. */
  until(test: (status: IndexStatus) => boolean): Promise<IndexStatus> {
    const fitting = new Promise<IndexStatus>((resolve, reject) => {
      this.waiters.push({ test, resolve });
      this.status().then((now) => {
        if (test(now)) resolve(now);
      }, reject);
    });
    return this.record.waitFor(`the status ${String(test)}`, fitting);
  }

  /** Resolves when all is indexed; fails when that can no longer be. */
  async untilReady(): Promise<IndexStatus> {
    const status = await this.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
    assert.equal(status.state, 'ready', JSON.stringify(status));
    return status;
  }

  /** Resolves with the first status that fits and is told from now on. */
  next(test: (status: IndexStatus) => boolean): Promise<IndexStatus> {
    const later = new Promise<IndexStatus>((resolve) => this.waiters.push({ test, resolve }));
    return this.record.waitFor(`the next status ${String(test)}`, later);
  }

  /** Resolves when, from now on, the server is at work or has been: a small change is over before a status could say so. */
  nextWork(): Promise<IndexStatus> {
    const before = this.statuses.at(-1)?.updates ?? 0;
    return this.next(({ state, updates }) => state === 'indexing' || updates > before);
  }

  /** Tells of files as an editor that watches them does. */
  changed(...files: string[]): Promise<void> {
    const changes = files.map((file): FileEvent => ({ uri: uriOf(file), type: FileChangeType.Changed }));
    return this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /**
   * Ends the server as an editor does; it must end by itself, well and without a word on its error stream.
   * @param mayComplain true where native code may have said on that stream what it found
   */
  async stop({ mayComplain = false } = {}): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = await this.exited;
    assert.deepEqual({ code, stderr: mayComplain ? '' : this.stderr }, { code: 0, stderr: '' });
  }

  /** Ends the server as a crash does. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }

  /** Prints what is known of it, for the report of a failed test. */
  tell(why: string): void {
    this.isTold = true;
    const { exitCode, signalCode } = this.child;
    const state = `${exitCode ?? signalCode ?? 'running'}`;
    const complaint = this.stderr === '' ? '' : `\n  error stream:\n${this.stderr}`;
    console.error(
      `The server ${this.pid ?? 'without a process'} (${state}) ${why}.\n${this.record.describe()}${complaint}`,
    );
  }

  /** Prints what is known of it, with the status that it tells now, unless it does not even answer. */
  private async tellNow(): Promise<void> {
    if (!running.has(this)) return;
    const answer = await Promise.race([
      this.connection.sendRequest<IndexStatus>(IndexStatusRequest.method, {}).catch(messageOf),
      delay(ANSWER_MS, 'no answer', { ref: false }),
    ]);
    this.tell(`is waited for; its status now: ${JSON.stringify(answer)}`);
  }

  private told(status: IndexStatus): void {
    this.statuses.push(status);
    this.record.told(status);
    for (const waiter of this.waiters.filter(({ test }) => test(status))) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve(status);
    }
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

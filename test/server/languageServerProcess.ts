import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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
  type ProtocolConnection,
  type RequestType,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import {
  type IndexStatus,
  IndexStatusChanged,
  IndexStatusRequest,
  type SearchHit,
  type SearchParams,
  SearchRequest,
} from '../../protocol/messages';

import { serverEnvironment } from '../../protocol/serverEnvironment';

export const packageRoot = join(__dirname, '..', '..');

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

/** Ends the servers that failed tests have left. */
export async function killLeftServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.kill()));
}

/** The built server in a process of its own, spoken to as an editor does. */
export class LanguageServerProcess {
  /** Every status that the server has told. */
  readonly statuses: IndexStatus[] = [];
  /** Every message that the server has shown. */
  readonly shown: string[] = [];
  readonly connection: ProtocolConnection;
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;
  private stderr = '';
  private waiters: { test: (status: IndexStatus) => boolean; resolve: (status: IndexStatus) => void }[] = [];

  constructor({
    startedBy = [],
    packageFolder = packageRoot,
    nodeOptions = [],
    cwd = process.cwd(),
  }: Pick<StartOptions, 'startedBy' | 'packageFolder' | 'nodeOptions' | 'cwd'> = {}) {
    const server = join(packageFolder, 'dist', 'server.js');
    const [program, ...args] = [...startedBy, process.execPath, ...nodeOptions, server, '--stdio'];
    this.child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd,
      env: { ...process.env, ...serverEnvironment },
    });
    this.exited = once(this.child, 'exit');
    running.add(this);
    this.child.once('exit', () => running.delete(this));
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
    return this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still asks for it
      rootUri: null,
      capabilities: {},
      workspaceFolders: null,
      ...params,
    });
  }

  /** Any request, also one that no type allows. */
  request<Result>(method: string, params?: unknown, token?: CancellationToken): Promise<Result> {
    return token === undefined
      ? this.connection.sendRequest(method, params)
      : this.connection.sendRequest(method, params, token);
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
  async until(test: (status: IndexStatus) => boolean): Promise<IndexStatus> {
    const later = new Promise<IndexStatus>((resolve) => this.waiters.push({ test, resolve }));
    const now = await this.status();
    return test(now) ? now : later;
  }

  /** Resolves when all is indexed; fails when that can no longer be. */
  async untilReady(): Promise<IndexStatus> {
    const status = await this.until(({ state }) => ['ready', 'degraded', 'error'].includes(state));
    assert.equal(status.state, 'ready', JSON.stringify(status));
    return status;
  }

  /** Resolves with the first status that fits and is told from now on. */
  next(test: (status: IndexStatus) => boolean): Promise<IndexStatus> {
    return new Promise((resolve) => this.waiters.push({ test, resolve }));
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
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private told(status: IndexStatus): void {
    this.statuses.push(status);
    for (const waiter of this.waiters.filter(({ test }) => test(status))) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve(status);
    }
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

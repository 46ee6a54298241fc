import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type DynamicFeature,
  type LanguageClientOptions,
  type MessageTransports,
  type NodeModule,
  type ServerOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../protocol/initialization';
import { INDEXING_PROGRESS_TOKEN } from '../../protocol/progress';
import { serverEnvironment, serverExecArgv } from '../../protocol/serverEnvironment';
import { plainSettings } from './plainSettings';
import { tellLines } from './serverOutput';
import type { ClientEvents } from './serverRun';
import { nextTurn } from './turns';

/**
 * What the server makes use of. The library knows thirty things more that a server may do, and each takes its share of a
 * start; one that the server registered nevertheless would be refused with an error. Diagnostics ask for notebooks.
 */
const usedMethods: ReadonlySet<string> = new Set([
  'textDocument/didOpen',
  'textDocument/didChange',
  'textDocument/didSave',
  'textDocument/didClose',
  'textDocument/codeAction',
  'textDocument/codeLens',
  'textDocument/diagnostic',
  'workspace/didChangeConfiguration',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeWorkspaceFolders',
  'notebookDocument/sync',
]);

/**
 * A language client that shows nothing of its own accord: what goes wrong is told once by {@link Session},
 * with what to do about it, instead of by several messages of the library. It starts bit by bit, in several turns of the
 * event loop.
 */
class QuietLanguageClient extends LanguageClient {
  private started: Promise<void> | undefined;

  constructor(
    private readonly events: ClientEvents,
    serverOptions: ServerOptions,
    clientOptions: LanguageClientOptions,
  ) {
    super('akin', 'Akin', serverOptions, clientOptions);
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override start(): Promise<void> {
    return (this.started ??= this.startInTurns());
  }

  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    // What has no method is settings and progress.
    if (!('registrationType' in feature) || usedMethods.has(feature.registrationType.method))
      super.registerFeature(feature);
  }

  /** Called by the library when the client is made, in a turn that has enough to do: {@link startInTurns} does it. */
  protected override registerBuiltinFeatures(): void {
    // Later.
  }

  /** To make a process takes the system as long as all the rest of a start; the connection is set up in the turn after. */
  protected override async createMessageTransports(encoding: string): Promise<MessageTransports> {
    const transports = await super.createMessageTransports(encoding);
    if (this.serverProcess !== undefined) this.events.onProcess(this.serverProcess);
    await nextTurn();
    return transports;
  }

  /** @throws Error when the client was disposed meanwhile; then no process was made */
  private async startInTurns(): Promise<void> {
    await nextTurn();
    super.registerBuiltinFeatures();
    await nextTurn();
    await super.start();
  }
}

/**
 * Builds a client for one run of the server, which is a process of its own, reached over IPC.
 * @returns a client that is not started; its caller disposes it.
 */
export function buildLanguageClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  events: ClientEvents,
): LanguageClient {
  const server: NodeModule = {
    module: context.asAbsolutePath('dist/server.js'),
    transport: TransportKind.ipc,
    options: { env: { ...serverEnvironment }, execArgv: [...serverExecArgv] },
  };
  const execArgv = [...serverExecArgv, '--nolazy', '--inspect=6009'];
  const debugged: NodeModule = { ...server, options: { ...server.options, execArgv } };
  // The extension's own storage: an index in the workspace would end up in other people's repositories.
  const initializationOptions: InitializationOptions = {
    storagePath: context.globalStorageUri.fsPath,
    ownViews: true,
    settings: plainSettings(),
    restricted: !workspace.isTrusted,
    hasCommands: true,
  };
  return new QuietLanguageClient(
    events,
    { run: server, debug: debugged },
    {
      documentSelector: [{ scheme: 'file' }],
      initializationOptions,
      outputChannel: log,
      stdioOptions: {
        stdout: (output) => tellLines(output, (line) => log.info(line)),
        stderr: (output) => tellLines(output, (line) => log.error(line)),
      },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      middleware: {
        // The status bar item shows the same. The end is let through, so that the library forgets the token.
        handleWorkDoneProgress: (token, params, next) => {
          if (params.kind === 'end' || !String(token).startsWith(INDEXING_PROGRESS_TOKEN))
            next(token, params);
        },
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        // A new client is built for each restart: one that restarts itself while starting loses its state.
        closed: () => {
          events.onClosed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    },
  );
}

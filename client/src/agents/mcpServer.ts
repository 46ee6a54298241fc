import { Disposable, EventEmitter, workspace, type ExtensionContext, type Uri } from 'vscode';
import { MCP_PROVIDER } from '../../../protocol/agents';
import { settingDeclarations } from '../../../protocol/settings';
import { plainSettings } from '../plainSettings';
import { mcpApi, type StdioServer, type StdioServerConstructor } from './mcpApi';
import { mcpCommand, type ServedFolder } from './mcpCommand';

/** Offers the folders of the window to agents as an MCP server, in editors that can start one. */
export function registerMcpServer(extension: ExtensionContext): Disposable {
  const api = mcpApi();
  if (api === undefined) return new Disposable(() => undefined);
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('akin') || event.affectsConfiguration('files.exclude')) changed.fire();
    }),
    api.register(MCP_PROVIDER, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => definitions(extension, api.StdioServer),
    }),
  );
}

function definitions(extension: ExtensionContext, Server: StdioServerConstructor): StdioServer[] {
  const folders = servedFolders();
  if (folders.length === 0) return [];
  const { args, env } = mcpCommand(
    extension.asAbsolutePath('dist/cli.js'),
    extension.globalStorageUri.fsPath,
    plainSettings(),
    folders,
  );
  const { version } = extension.extension.packageJSON as { version: string };
  return [new Server('Akin', process.execPath, args, env, version)];
}

function servedFolders(): ServedFolder[] {
  return (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .filter(({ uri }) =>
      workspace.getConfiguration('akin', uri).get<boolean>('enable', settingDeclarations.enable.default),
    )
    .map(({ uri }) => ({ path: uri.fsPath, section: plainSettings(uri), hidden: hiddenIn(uri) }));
}

function hiddenIn(folder: Uri): string[] {
  const globs = workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude', {});
  return Object.entries(globs)
    .filter(([, value]) => value === true)
    .map(([glob]) => glob);
}

/**
 * The part of VS Code's API for MCP servers that is used here (https://code.visualstudio.com/api/extension-guides/ai/mcp).
 * It came with 1.101, one release after the oldest that Akin runs in, so that it is looked for when it is needed.
 */
import * as vscode from 'vscode';

/** A server that VS Code starts as a process. */
export type StdioServer = object;

/** Makes a {@link StdioServer}. */
export type StdioServerConstructor = new (
  label: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  version: string,
) => StdioServer;

/** Tells VS Code of servers. */
export interface McpProvider {
  onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): StdioServer[];
}

interface McpApi {
  StdioServer: StdioServerConstructor;
  register(id: string, provider: McpProvider): vscode.Disposable;
}

/** The API, or undefined in an editor that has none. */
export function mcpApi(): McpApi | undefined {
  const { McpStdioServerDefinition: StdioServer } = vscode as {
    McpStdioServerDefinition?: StdioServerConstructor;
  };
  const { registerMcpServerDefinitionProvider: register } = vscode.lm as {
    registerMcpServerDefinitionProvider?: McpApi['register'];
  };
  return StdioServer === undefined || register === undefined ? undefined : { StdioServer, register };
}

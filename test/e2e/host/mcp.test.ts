import assert from 'node:assert/strict';
import { commands, extensions, LanguageModelTextPart, lm } from 'vscode';
import { eventually } from '../harness/eventually';
import { extensionId } from './extension';

/** VS Code names the server by its extension and its label. */
const SERVER = `${extensionId}/Akin`;

const TOOLS = ['duplicates', 'read_chunk', 'search', 'similar', 'status'];

/** The tools of the server by their own names, which VS Code puts the server's before. */
function offered(): Map<string, string> {
  return new Map(
    lm.tools.flatMap(({ name }) => {
      const own = /^mcp_akin_(\w+)$/.exec(name)?.[1];
      return own === undefined ? [] : [[own, name]];
    }),
  );
}

// VS Code starts servers for agents from 1.101 on.
if ('registerMcpServerDefinitionProvider' in lm)
  describe('The server for agents that the extension defines', () => {
    before(async () => {
      await extensions.getExtension(extensionId)?.activate();
    });

    after(async () => {
      await commands.executeCommand('workbench.mcp.stopServer', SERVER);
    });

    it('is started by VS Code, which takes its tools', async () => {
      const tools = await eventually(
        'the tools of the server',
        async () => {
          // The definition may not have reached the window yet; what runs is not started again.
          await commands.executeCommand('workbench.mcp.startServer', SERVER);
          return [...offered().keys()];
        },
        (names) => names.length >= TOOLS.length,
      );
      assert.deepEqual(tools.sort(), TOOLS);
    });

    it('searches the folder of the window', async () => {
      const search = offered().get('search');
      assert.ok(search);
      const input = { query: 'wait longer after each failed try', limit: 1 };
      const { content } = await lm.invokeTool(search, { input, toolInvocationToken: undefined });
      const text = content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
      const { results } = JSON.parse(text) as { results: { path: string; symbol: string }[] };
      assert.deepEqual(
        results.map(({ path, symbol }) => [path, symbol]),
        [['web/fetchWithRetry.ts', 'retryWithBackoff']],
      );
    });
  });
